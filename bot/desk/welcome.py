"""The first sign-in: first a password of one's own, then an authenticator app."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from bot.desk.app_codes import code_step, new_secret, qr_code, spelled
from bot.desk.cookie import go, with_cookie
from bot.desk.in_thread import in_thread
from bot.desk.own_password import own_account, store_own_password
from bot.desk.pages import page
from bot.desk.passwords import LEAST, fault_of, fits
from bot.desk.person import Staff
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.staff import set_totp
from bot.store.staff_sessions import keep_pending_totp, renew

WRONG = 422


async def show_welcome(request: Request) -> Response:
    """The step that is missing, or on to work."""
    account = await in_thread(own_account, request.app.state.database, request.state.staff)
    if account.must_change:
        return page(request, "first_password.html", fault="", least=LEAST)
    return await _app_page(request, wrong=False) if account.totp_secret is None else go("/")


async def choose_password(request: Request) -> Response:
    """Take the first password of one's own."""
    form, state, staff = request.state.form, request.app.state, request.state.staff
    account = await in_thread(own_account, state.database, staff)
    if not account.must_change:
        return go("/welcome")
    password = str(form.get("password", ""))
    fault = fault_of(password, str(form.get("repeated", "")), staff.login)
    if fault is None and await in_thread(fits, account.password_hash, password):
        fault = "same"
    if fault is not None:
        return page(request, "first_password.html", WRONG, fault=fault, least=LEAST)
    token = await in_thread(
        store_own_password, state.database, staff, request.state.token, password, state.clock
    )
    return with_cookie(request, go("/welcome"), token)


async def prove_app(request: Request) -> Response:
    """Keep the app's secret once a code of it was given."""
    state, staff = request.app.state, request.state.staff
    account = await in_thread(own_account, state.database, staff)
    secret = request.state.found.session.pending_totp
    if account.must_change or account.totp_secret is not None or secret is None:
        return go("/welcome")
    step = code_step(secret, str(request.state.form.get("code", "")), state.clock())
    if step is None:
        return await _app_page(request, wrong=True)
    token = await in_thread(_store_app, state.database, staff, request.state.token, secret, step, state.clock)
    return with_cookie(request, go("/"), token)


async def _app_page(request: Request, wrong: bool) -> Response:
    state, login = request.app.state, request.state.staff.login
    secret = request.state.found.session.pending_totp
    if secret is None:
        secret = new_secret()
        await in_thread(_keep_pending, state.database, request.state.token, secret)
    picture = Markup(qr_code(secret, login, state.clinic_name))  # noqa: S704 - made by us, of escaped parts
    status = WRONG if wrong else 200
    return page(request, "first_app.html", status, qr=picture, key=spelled(secret), wrong=wrong)


def _keep_pending(database: Database, token: str, secret: str) -> None:
    with database.session() as session:
        keep_pending_totp(session, token, secret)


def _store_app(database: Database, staff: Staff, token: str, secret: str, step: int, clock: Clock) -> str:
    with database.session() as session:
        set_totp(session, staff.id, secret, step)
        keep_pending_totp(session, token, None)
        fresh = renew(session, token, clock)
        record(session, "desk.app_enrolled", None, clock=clock, actor=staff.id)
    return fresh
