"""The staff page, for admins: add, disable, reset, give another role."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.cookie import go
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.desk.staff_changes import LastAdmin, NoSuchStaff, StaffChanges
from bot.store.errors import MalformedInput
from bot.store.staff import LOGIN, NAME_LENGTH, ROLES, LoginTaken

WRONG = 422


async def show_staff(request: Request) -> Response:
    """Everybody, and the form to add somebody."""
    return await _list(request)


async def add(request: Request) -> Response:
    """Add somebody, and show their one-time password this once."""
    form = request.state.form
    login, name = str(form.get("login", "")).strip().lower(), str(form.get("name", "")).strip()
    if not LOGIN.fullmatch(login):
        return await _list(request, fault="login")
    if not name or len(name) > NAME_LENGTH:
        return await _list(request, fault="name")
    try:
        password = await in_thread(_changes(request).add, login, name, str(form.get("role", "")))
    except LoginTaken:
        return await _list(request, fault="taken")
    except MalformedInput:
        return await _list(request, fault="role")
    return page(request, "one_time_password.html", login=login, name=name, password=password)


async def reset(request: Request) -> Response:
    """A new one-time password, shown this once."""
    try:
        account, password = await in_thread(_changes(request).reset, request.path_params["staff_id"])
    except NoSuchStaff:
        return await _list(request, fault="nobody")
    return page(request, "one_time_password.html", login=account.login, name=account.name, password=password)


async def disable(request: Request) -> Response:
    """Let somebody in no more."""
    return await _change(request, _changes(request).disable)


async def enable(request: Request) -> Response:
    """Let somebody in again."""
    return await _change(request, _changes(request).enable)


async def give_role(request: Request) -> Response:
    """Change what somebody may do."""
    return await _change(request, _changes(request).give_role, str(request.state.form.get("role", "")))


async def _change(request: Request, change: Callable[..., None], *args: str) -> Response:
    try:
        await in_thread(change, request.path_params["staff_id"], *args)
    except NoSuchStaff:
        return await _list(request, fault="nobody")
    except LastAdmin:
        return await _list(request, fault="last_admin")
    except MalformedInput:
        return await _list(request, fault="role")
    return go("/staff")


async def _list(request: Request, fault: str = "") -> Response:
    everybody = await in_thread(_changes(request).everybody)
    status = WRONG if fault else 200
    return page(request, "staff.html", status, accounts=everybody, roles=ROLES, fault=fault)


def _changes(request: Request) -> StaffChanges:
    state = request.app.state
    return StaffChanges(state.database, request.state.staff, state.clock)
