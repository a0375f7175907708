"""How a call ends: handed over with its result, or stopped before there is one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.calls.keeping import Desk, StaleForm
from bot.desk.calls.open_call import OpenCall
from bot.desk.calls.posted_step import Refused, changed
from bot.desk.posted_form import Form
from bot.store.clock import Clock
from bot.store.database import Database
from bot.triage.content import load_content
from bot.triage.evidence import NO

LONGEST_CONTACT = 100


async def hand_over(request: Request) -> Response:
    """`POST /calls/{conversation_id}/contact`: whom to ask for, at the end of a call with a result."""
    return await changed(request, _hand_over)


async def stop(request: Request) -> Response:
    """`POST /calls/{conversation_id}/stop`: they hung up, or go no further."""
    return await changed(request, _stop)


def _hand_over(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    if seen.turn(content).step.kind != "result":
        raise StaleForm("There is no result to hand over yet.")
    name, reach = _contact(form)
    if not (name or reach) and form.get("answer") != NO:
        raise Refused("no_name")
    with database.session() as session:
        Desk(actor, clock, content).hand_over(session, seen, name, reach)
    return ""


def _stop(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    if seen.turn(content).step.kind == "result":
        raise StaleForm("There is a result. It is handed over.")
    name, reach = _contact(form)
    with database.session() as session:
        Desk(actor, clock, content).stop(session, seen, name, reach)
    return ""


def _contact(form: Form) -> tuple[str, str]:
    """A name and how to reach them, each empty where they gave none; what is written counts, whatever was pressed."""
    name, reach = (str(form.get(field, "")).strip()[:LONGEST_CONTACT] for field in ("name", "reach"))
    return name, reach
