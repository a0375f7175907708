"""Signing in and out, locking and unlocking."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.cookie import go, own_path, with_cookie, without_cookie
from bot.desk.credentials import Refused, sign_in, unlock
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.staff_sessions import end_session, lock

TOO_MANY = 429
WRONG = 403


async def show_sign_in(request: Request) -> Response:
    """The form; whoever is signed in goes on."""
    if request.state.found is not None:
        return go("/")
    return _form(request, "sign_in.html", own_path(request.query_params.get("next", "")))


async def do_sign_in(request: Request) -> Response:
    """A new session under a new token, or the form again."""
    form, state = request.state.form, request.app.state
    given = {name: str(form.get(name, "")) for name in ("login", "password", "code")}
    where = own_path(str(form.get("next", "")))
    answer = await in_thread(
        sign_in, state.database, given, caller(request), request.state.token, state.clock
    )
    if isinstance(answer, Refused):
        return _form(request, "sign_in.html", where, answer)
    return with_cookie(request, go(where), answer)


async def sign_out(request: Request) -> Response:
    """The session is over, on the server too."""
    await audited(request, "desk.signed_out")
    await in_thread(_end, request.app.state.database, request.state.token)
    return without_cookie(request, go("/sign-in"))


async def do_lock(request: Request) -> Response:
    """Lock until the password is given again."""
    state = request.app.state
    await in_thread(_lock, state.database, request.state.token, state.clock)
    return go("/unlock")


async def show_unlock(request: Request) -> Response:
    """The form for the password; a session that is not locked goes on."""
    where = own_path(request.query_params.get("next", ""))
    if request.state.standing != "locked":
        return go(where)
    return _form(request, "unlock.html", where)


async def do_unlock(request: Request) -> Response:
    """The same session under a new token, or the form again."""
    form, state, staff = request.state.form, request.app.state, request.state.staff
    where = own_path(str(form.get("next", "")))
    answer = await in_thread(
        unlock, state.database, request.state.token, staff, str(form.get("password", "")),
        caller(request), state.clock,
    )  # fmt: skip
    if isinstance(answer, Refused):
        return _form(request, "unlock.html", where, answer)
    return with_cookie(request, go(where), answer)


async def still_here(request: Request) -> Response:
    """Nothing but the activity that the guard noted: somebody is writing."""
    return Response(status_code=204)


def _form(request: Request, template: str, where: str, refused: Refused | None = None) -> Response:
    if refused is None:
        return page(request, template, where=where, wrong=False, wait_seconds=0)
    seconds = -(-refused.wait // timedelta(seconds=1))
    status = TOO_MANY if seconds else WRONG
    answer = page(request, template, status, where=where, wrong=not seconds, wait_seconds=seconds)
    if seconds:
        answer.headers["retry-after"] = str(seconds)
    return answer


def caller(request: Request) -> str:
    """The address a request came from, by which failed sign-ins are counted."""
    return "" if request.client is None else request.client.host


def _end(database: Database, token: str) -> None:
    with database.session() as session:
        end_session(session, token)


def _lock(database: Database, token: str, clock: Clock) -> None:
    with database.session() as session:
        lock(session, token, clock)
