"""What stands before every endpoint: our own address, a live session, the role, the form's CSRF field."""

from __future__ import annotations

import hmac
from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.audit_lines import audited
from bot.desk.in_thread import in_thread
from bot.desk.own_address import SAFE_METHODS
from bot.desk.pages import told
from bot.desk.posted_form import BadForm, read_form
from bot.desk.recognised import Recognised, Standing, recognise
from bot.desk.route import DeskRoute, Endpoint

NEEDED: dict[Standing, str] = {"locked": "/unlock", "new": "/welcome", "in": "/"}
"""Where a session goes whose standing does not fit the page."""
WORDS = {"/unlock": "unlock", "/welcome": "welcome", "/": "stale_form", "/sign-in": "sign_in"}


def guarded(route: DeskRoute) -> Endpoint:
    """The route's endpoint behind every check that applies to it."""

    async def endpoint(request: Request) -> Response:
        refused = await _refusal(request, route)
        return await route.endpoint(request) if refused is None else refused

    return endpoint


async def _refusal(request: Request, route: DeskRoute) -> Response | None:
    if request.method not in SAFE_METHODS:
        if not request.app.state.own_address.is_origin(request):
            return told(request, "foreign", 403)
        try:
            request.state.form = await read_form(request)
        except BadForm:
            return told(request, "bad_form", 400)
    found = await recognise_request(request, route.is_activity)
    if route.roles is None:
        return None
    if found is None:
        return _go(request, "/sign-in", 401)
    if found.standing not in route.standings:
        return _go(request, NEEDED[found.standing], 403)
    if found.staff.role not in route.roles:
        await audited(request, "desk.refused", detail=f"role={found.staff.role}")
        return told(request, "not_allowed", 403)
    if request.method not in SAFE_METHODS and not _csrf_fits(request, found):
        return told(request, "stale_form", 403)
    return None


async def recognise_request(request: Request, is_activity: bool) -> Recognised | None:
    """The live session of the request's cookie, noted in `request.state`; None when there is none.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    state = request.app.state
    request.state.token = request.cookies.get(state.own_address.cookie_name, "")
    request.state.found = None
    if request.state.token:
        idle = timedelta(minutes=state.settings.desk_idle_minutes)
        request.state.found = await in_thread(
            recognise, state.database, request.state.token, idle, is_activity, state.clock
        )
    found: Recognised | None = request.state.found
    if found is not None:
        request.state.staff = found.staff
        request.state.csrf = found.session.csrf
        request.state.standing = found.standing
    return found


def _csrf_fits(request: Request, found: Recognised) -> bool:
    given = str(request.state.form.get("csrf", ""))
    return hmac.compare_digest(given.encode(), found.session.csrf.encode())


def _go(request: Request, where: str, status: int) -> Response:
    if request.method not in SAFE_METHODS:
        return told(request, WORDS[where], status)
    if request.headers.get("accept", "").startswith("text/event-stream"):
        return Response(status_code=status)
    path = request.url.path
    back = "" if "/" in (path, where) else f"?next={quote(path)}"
    return RedirectResponse(where + back, status_code=303)
