"""What can be taken back: the last answer, and what was misheard. Nothing once the case is urgent."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.calls.keeping import Desk, StaleForm
from bot.desk.calls.open_call import OpenCall
from bot.desk.calls.posted_step import changed
from bot.desk.calls.turns import can_go_back, heard_facts, misheard, went_back
from bot.desk.posted_form import Form
from bot.store.clock import Clock
from bot.store.database import Database
from bot.triage.content import load_content


async def back(request: Request) -> Response:
    """`POST /calls/{conversation_id}/back`: ask the last question again."""
    return await changed(request, _back)


async def unhear(request: Request) -> Response:
    """`POST /calls/{conversation_id}/unhear`: ask about what was misheard in their words."""
    return await changed(request, _unhear)


def _back(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    before = seen.turn(content)
    if not can_go_back(before, content):
        raise StaleForm("There is nothing that may be taken back.")
    turn = went_back(before, content, seen.audience)
    with database.session() as session:
        Desk(actor, clock, content).keep(
            session, seen, turn, "call_went_back", f"question={turn.step.question}"
        )
    return ""


def _unhear(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    before = seen.turn(content)
    if before.step.kind == "result" or not heard_facts(before.case, content):
        raise StaleForm("Nothing that was heard may be taken back.")
    turn = misheard(before, content, seen.audience)
    with database.session() as session:
        Desk(actor, clock, content).keep(session, seen, turn, "call_went_back", "question=heard")
    return ""
