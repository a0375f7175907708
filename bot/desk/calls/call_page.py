"""The pages of a call: one step a page, whatever step it stands at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.audit_lines import audited
from bot.desk.calls.keys import options_of
from bot.desk.calls.open_call import OpenCall, read_open_call, was_a_call
from bot.desk.calls.transcript import read_aloud
from bot.desk.calls.turns import Turn, can_go_back, heard_facts
from bot.desk.in_thread import in_thread
from bot.desk.pages import page, told
from bot.desk.posted_form import Form
from bot.labels import statement
from bot.speech.audience import FRONT_DESK, Audience
from bot.speech.phrases import phrase
from bot.store.database import Database
from bot.store.queue import read_queued
from bot.this_clinic import this_clinic
from bot.triage.assess import assess
from bot.triage.clinic import note_for
from bot.triage.content import load_content
from bot.triage.evidence import Case
from bot.triage.interview import CONFIRM_DANGER, progress
from bot.wording import wording

TEMPLATES = {
    "danger": "call_question.html",
    "question": "call_question.html",
    "consent": "call_consent.html",
    "result": "call_result.html",
}


async def show_call(request: Request) -> Response:
    """`GET /calls/{conversation_id}`: the present step."""
    seen = await open_call_of(request)
    if seen is None:
        return await _not_kept(request)
    if seen.call.ended_at is not None:
        return await _over(request, seen)
    await audited(request, "call_viewed", seen.id)
    return await call_page(request, seen)


async def call_page(
    request: Request, seen: OpenCall, status: int = 200, problem: str = "", kept: Form | None = None
) -> Response:
    """The page of the present step. `problem` is a code; `kept` is a form that was not taken."""
    values = await in_thread(_values, seen, request.query_params.get("go", ""))
    now = request.app.state.clock()
    return page(
        request,
        TEMPLATES[values["step"].kind],
        status,
        **values,
        seen=seen,
        here=f"/calls/{seen.id}",
        seconds=seen.danger_seconds(now),
        problem=problem or request.query_params.get("told", ""),
        ticked=[] if kept is None else kept.getlist("tick"),
        words="" if kept is None else str(kept.get("words", "")),
    )


async def open_call_of(request: Request) -> OpenCall | None:
    """The call of the address."""
    return await in_thread(_read, request.app.state.database, request.path_params["conversation_id"])


def _read(database: Database, conversation_id: str) -> OpenCall | None:
    with database.reading() as session:
        return read_open_call(session, conversation_id)


async def _over(request: Request, seen: OpenCall) -> Response:
    """A call that ended is a case, or nothing that anybody waits for."""
    if await in_thread(_is_case, request, seen.id):
        return RedirectResponse(f"/cases/{seen.id}", status_code=303)
    return page(request, "call_over.html", kept=True, script="")


async def _not_kept(request: Request) -> Response:
    conversation_id = request.path_params["conversation_id"]
    if not await in_thread(_was_a_call, request.app.state.database, conversation_id):
        return told(request, "not_there", 404)
    ends = {"refused": "utter_consent_refused", "alone": "utter_under_13"}
    said = ends.get(request.query_params.get("end", ""))
    audience = Audience(this_clinic().locale, FRONT_DESK)
    return page(request, "call_over.html", kept=False, script=phrase(audience, said) if said else "")


def _is_case(request: Request, conversation_id: str) -> bool:
    with request.app.state.database.reading() as session:
        return read_queued(session, conversation_id, request.app.state.clock()) is not None


def _was_a_call(database: Database, conversation_id: str) -> bool:
    with database.reading() as session:
        return was_a_call(session, conversation_id)


def _values(seen: OpenCall, go: str) -> dict[str, Any]:
    """What the template of the present step shows; compiling the content may make the first one wait."""
    content = load_content()
    turn = seen.turn(content)
    step, asking, case = turn.step, turn.step.asking, turn.case
    now = read_aloud(step, case, content, seen.audience)
    assert now is not None, "no call is kept of a child who is alone"
    changes = [change["text"] for change in now.get("result", {}).get("would_change", ())]
    values: dict[str, Any] = {
        "step": step,
        "script": _without(now["text"], changes),
        "changes": changes,
        "you": _first_line(turn, seen),
        "heard": [statement(fact, str(case.value(fact))) for fact in heard_facts(case, content)],
        "can_go_back": can_go_back(turn, content),
        "stop_script": phrase(seen.audience, "utter_desk_stopped"),
        "go": go == "on",
        "note": note_for(this_clinic(), step.kind if asking is None else asking.id),
        "found": assess(case, content),
        "contact_script": phrase(seen.audience, "utter_desk_ask_contact"),
        "last_script": phrase(seen.audience, "utter_handoff_done"),
    }
    if asking is not None:
        values |= {
            "asking": asking,
            "options": options_of(asking, content),
            "is_confirm": asking.id == CONFIRM_DANGER,
            "why": phrase(seen.audience, f"utter_why_{asking.id}"),
            "none_of_these": wording().text("utter_option_none"),
            "progress": progress(case, content) if step.kind == "question" else None,
        }
    return values


def _without(text: str, lines: Sequence[str]) -> str:
    """The text without these lines of it, which have a place of their own on the page."""
    return "\n".join(line for line in text.split("\n") if line not in lines)


def _first_line(turn: Turn, seen: OpenCall) -> str:
    """Said once, before the first question: who "you" is, when somebody else calls."""
    if seen.call.relationship == "self" or _has_answered(turn.case):
        return ""
    return phrase(seen.audience, "utter_desk_you")


def _has_answered(case: Case) -> bool:
    return bool(case.steps) or any(answer.confirmed for answer in case.answers.values())
