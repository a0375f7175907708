"""Alerts at the front desk: what nobody there has seen yet, above the queue."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.in_thread import in_thread
from bot.desk.pages import told
from bot.store.alerts import see_alert
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database

# Numbers of alerts are counted up; a longer one was never given.
MOST_DIGITS = 9


async def see(request: Request) -> Response:
    """`POST /alerts/{alert_id}/seen`: somebody has seen it and acts on it."""
    number = str(request.path_params["alert_id"])
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        return told(request, "not_there", 404)
    state = request.app.state
    await in_thread(_see, state.database, int(number), request.state.staff.id, state.clock)
    return RedirectResponse("/queue", status_code=303)


def _see(database: Database, alert_id: int, staff_id: str, clock: Clock) -> None:
    with database.session() as session:
        if see_alert(session, alert_id, staff_id, clock):
            record(session, "alert_seen", None, f"alert={alert_id}", clock, staff_id)
