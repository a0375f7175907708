"""The saved views of the person who looks at the queue: shown above it, saved, and removed."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.in_thread import in_thread
from bot.desk.pages import told
from bot.desk.queue_filter import asked_of
from bot.desk.queue_page import queue_page
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.errors import MalformedInput
from bot.store.saved_views import BadViewName, NoSuchView, TooManyViews, drop_view, save_view
from bot.store.view_filter import spelled

PROBLEMS: Mapping[type[MalformedInput], str] = {BadViewName: "view_name", TooManyViews: "view_count"}


async def save(request: Request) -> Response:
    """`POST /queue/views`: keep the filter that is shown. What was searched for is not among its fields."""
    state, form = request.app.state, request.state.form
    chosen = _chosen(request)
    try:
        await in_thread(
            _save, state.database, request.state.staff.id, str(form.get("name", "")), chosen, state.clock
        )
    except MalformedInput as error:
        return await queue_page(request, form, "", 400, PROBLEMS.get(type(error), "view_filter"))
    return _go(chosen)


async def drop(request: Request) -> Response:
    """`POST /queue/views/{view_id}/drop`: forget one, and stay with the filter that is shown."""
    state, view_id = request.app.state, request.path_params["view_id"]
    if not (view_id.isascii() and view_id.isdecimal() and len(view_id) <= 9):
        return told(request, "not_there", 404)
    try:
        await in_thread(_drop, state.database, request.state.staff.id, int(view_id), state.clock)
    except NoSuchView:
        return told(request, "not_there", 404)
    return _go(_chosen(request))


def _chosen(request: Request) -> str:
    return spelled(asked_of(request.state.form, request.state.staff.id).fields)


def _go(chosen: str) -> Response:
    return RedirectResponse(f"/queue?{chosen}" if chosen else "/queue", status_code=303)


def _save(database: Database, staff_id: str, name: str, chosen: str, clock: Clock) -> None:
    with database.session() as session:
        save_view(session, staff_id, name, chosen, clock)


def _drop(database: Database, staff_id: str, view_id: int, clock: Clock) -> None:
    with database.session() as session:
        drop_view(session, staff_id, view_id, clock)
