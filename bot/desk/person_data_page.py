"""What is kept about one person: counted, handed out on request, erased, and shown to be gone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.in_thread import in_thread
from bot.desk.pages import page, told
from bot.store.audit_lines import AuditLine, Wanted, audit_lines
from bot.store.clock import Clock
from bot.store.conversations import erase_conversation
from bot.store.database import Database
from bot.store.person_data import content_left, data_of

ERASURES = (
    "conversation_erased", "content_expired", "consent_refused", "minor_without_guardian", "call_stopped",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """How much is left, and the audit's line about the erasure, if there was one."""

    left: dict[str, int]
    erased_at: datetime | None
    line: AuditLine | None


async def show_data(request: Request) -> Response:
    """`GET /cases/{conversation_id}/data`: how much is kept, or the proof that nothing is."""
    return await _page(request)


async def export(request: Request) -> Response:
    """`GET /cases/{conversation_id}/data.json`: all of it, to hand to the person."""
    conversation_id = request.path_params["conversation_id"]
    data = await in_thread(_data, request.app.state.database, conversation_id)
    if data is None:
        return told(request, "not_there", 404)
    await audited(request, "case_exported", conversation_id, "as=json")
    text = json.dumps(data, ensure_ascii=False, indent=2)
    # The file's name says nothing about anybody.
    return Response(
        text.encode("utf-8", "backslashreplace"),
        media_type="application/json",
        headers={"content-disposition": 'attachment; filename="data.json"'},
    )


async def erase(request: Request) -> Response:
    """`POST /cases/{conversation_id}/erase`: for good, when the box was ticked."""
    if request.state.form.get("sure") != "yes":
        return await _page(request, 422, unsure=True)
    state = request.app.state
    conversation_id = request.path_params["conversation_id"]
    if await in_thread(_data, state.database, conversation_id) is None:
        return told(request, "not_there", 404)
    await in_thread(_erase, state.database, conversation_id, request.state.staff.id, state.clock)
    return await _page(request)


async def _page(request: Request, status: int = 200, unsure: bool = False) -> Response:
    conversation_id = request.path_params["conversation_id"]
    kept = await in_thread(_kept, request.app.state.database, conversation_id)
    if kept is None:
        return told(request, "not_there", 404)
    await audited(request, "person_data_viewed", conversation_id)
    return page(
        request, "person_data.html", status, kept=kept, conversation_id=conversation_id, unsure=unsure
    )


def _data(database: Database, conversation_id: str) -> dict[str, Any] | None:
    with database.reading() as session:
        return data_of(session, conversation_id)


def _kept(database: Database, conversation_id: str) -> Kept | None:
    with database.reading() as session:
        data = data_of(session, conversation_id)
        if data is None:
            return None
        lines = [
            line
            for action in ERASURES
            for line in audit_lines(session, Wanted(action=action, conversation_id=conversation_id), 1)
        ]
        erased_at = data["conversations"][0]["erased_at"]
        return Kept(
            content_left(session, conversation_id),
            None if erased_at is None else datetime.fromisoformat(erased_at),
            lines[0] if lines else None,
        )


def _erase(database: Database, conversation_id: str, actor: str, clock: Clock) -> None:
    with database.session() as session:
        erase_conversation(session, conversation_id, clock=clock, actor=actor)
