"""Lines in the audit, written for the member of staff who asked."""

from __future__ import annotations

from starlette.requests import Request

from bot.desk.in_thread import in_thread
from bot.desk.person import Staff
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database


async def audited(
    request: Request, action: str, conversation_id: str | None = None, detail: str = ""
) -> None:
    """Add a line about the person who is signed in, if anybody is.

    Raises:
        MalformedInput: the action or the detail is not a code.
        StoreUnavailable: the database does not answer; then nothing may be shown or done either.
    """
    staff: Staff | None = getattr(request.state, "staff", None)
    state = request.app.state
    actor = None if staff is None else staff.id
    await in_thread(_record, state.database, action, conversation_id, detail, state.clock, actor)


def _record(
    database: Database, action: str, conversation_id: str | None, detail: str, clock: Clock, actor: str | None
) -> None:
    with database.session() as session:
        record(session, action, conversation_id, detail, clock, actor)
