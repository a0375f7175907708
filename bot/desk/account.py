"""One's own account: another password."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.cookie import with_cookie
from bot.desk.credentials import confirm
from bot.desk.in_thread import in_thread
from bot.desk.own_password import store_own_password
from bot.desk.pages import page
from bot.desk.passwords import LEAST, fault_of
from bot.desk.sign_in import caller

WRONG = 422


async def show_account(request: Request) -> Response:
    """Who one is here, and the form for another password."""
    return page(request, "account.html", fault="", changed=False, least=LEAST)


async def change_password(request: Request) -> Response:
    """Take another password, when the one there was is given too."""
    form, state, staff = request.state.form, request.app.state, request.state.staff
    password = str(form.get("password", ""))
    fault: str | None = fault_of(password, str(form.get("repeated", "")), staff.login)
    if fault is None:
        current, address = str(form.get("current", "")), caller(request)
        refused = await in_thread(confirm, state.database, staff, current, address, state.clock)
        fault = None if refused is None else "wait" if refused.wait else "not_current"
    if fault is not None:
        return page(request, "account.html", WRONG, fault=fault, changed=False, least=LEAST)
    token = await in_thread(
        store_own_password, state.database, staff, request.state.token, password, state.clock
    )
    return with_cookie(request, page(request, "account.html", fault="", changed=True, least=LEAST), token)
