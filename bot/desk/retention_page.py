"""Deleting what has grown old at once, for an admin who does not want to wait for the day's run."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.in_thread import in_thread
from bot.store.retention import run_retention


async def run_now(request: Request) -> Response:
    """`POST /retention`; what it deleted is the audit's newest line."""
    state = request.app.state
    days, actor = state.settings.retention_days, request.state.staff.id
    await in_thread(run_retention, state.database, days, actor, state.clock)
    return RedirectResponse("/audit?action=retention_ran", status_code=303)
