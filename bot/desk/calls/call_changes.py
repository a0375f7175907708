"""What staff do in a call. Each form carries the question and the version it was shown for; a stale one changes
nothing and shows the present step."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.calls.call_page import call_page, open_call_of
from bot.desk.calls.ears import listen_to
from bot.desk.calls.keeping import Desk, StaleForm
from bot.desk.calls.new_call import UNHEARD, words_of
from bot.desk.calls.open_call import OpenCall
from bot.desk.calls.replies import TICKED, BadReply, Reply, reply_of
from bot.desk.calls.turns import agreed, can_go_back, replied, went_back
from bot.desk.in_thread import in_thread
from bot.desk.posted_form import Form
from bot.speech.words_version import version_of
from bot.store.clock import Clock
from bot.store.database import Database
from bot.triage.content import load_content
from bot.triage.evidence import NO, YES
from bot.wording import wording

AGREED_TO = ("utter_ask_consent",)
LONGEST_CONTACT = 100
WORDS_ONLY = "words"

Change = Callable[[Database, OpenCall, Form, str, Clock], str]


class Refused(ValueError):
    """The form can't be taken as it is; the message is the code of what to do, for the page."""


async def answer(request: Request) -> Response:
    """`POST /calls/{conversation_id}/answer`: what they answered, what else they said, or both."""
    return await _changed(request, _answer)


async def consent(request: Request) -> Response:
    """`POST /calls/{conversation_id}/consent`."""
    return await _changed(request, _consent)


async def back(request: Request) -> Response:
    """`POST /calls/{conversation_id}/back`: ask the last question again."""
    return await _changed(request, _back)


async def hand_over(request: Request) -> Response:
    """`POST /calls/{conversation_id}/contact`: whom to ask for, at the end of a call with a result."""
    return await _changed(request, _hand_over)


async def stop(request: Request) -> Response:
    """`POST /calls/{conversation_id}/stop`: they hung up, or go no further."""
    return await _changed(request, _stop)


async def _changed(request: Request, change: Change) -> Response:
    form, here = request.state.form, f"/calls/{request.path_params['conversation_id']}"
    seen = await open_call_of(request)
    # What is over, was erased or was never there is told by the page itself.
    if seen is None or seen.call.ended_at is not None:
        return RedirectResponse(here, status_code=303)
    state = request.app.state
    try:
        _fits(form, seen)
        where = await in_thread(change, state.database, seen, form, request.state.staff.id, state.clock)
    except StaleForm:
        return RedirectResponse(f"{here}?told=stale", status_code=303)
    except (BadReply, Refused) as problem:
        return await call_page(request, seen, 422, problem=str(problem), kept=form)
    return RedirectResponse(here + where, status_code=303)


def _fits(form: Form, seen: OpenCall) -> None:
    """Raises StaleForm unless the form was shown for the step that is still the present one."""
    step = seen.turn(load_content()).step
    if form.get("version") != str(seen.version) or form.get("question") != step.question:
        raise StaleForm("The call went on since this form was shown. Look at the present step.")


def _answer(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content, words = load_content(), words_of(form)
    before = seen.turn(content)
    reply = _reply(form, seen, words)
    if reply is not None and before.step.asking is None:
        raise StaleForm("There is no question to answer at this step.")
    entities = listen_to(words, clock().date())
    turn = replied(before, reply, words, entities or (), content, seen.audience)
    with database.session() as session:
        Desk(actor, clock, content).keep(
            session, seen, turn, "call_answered", f"question={before.step.question}"
        )
    if turn.step.kind == "alone":
        return "?end=alone"
    return UNHEARD if entities is None else ""


def _reply(form: Form, seen: OpenCall, words: str) -> Reply | None:
    """The answer, or None when staff only wrote down what they heard."""
    content = load_content()
    asking = seen.turn(content).step.asking
    chosen = form.get("answer")
    if words and (chosen == WORDS_ONLY or (chosen == TICKED and not form.getlist("tick"))):
        return None
    if chosen == WORDS_ONLY or asking is None:
        raise Refused("no_words")
    return reply_of(form, asking, content)


def _consent(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content, given = load_content(), str(form.get("answer", ""))
    before = seen.turn(content)
    if before.step.kind != "consent":
        raise StaleForm("They were asked already.")
    if given not in (YES, NO):
        raise Refused("choose")
    desk = Desk(actor, clock, content)
    if given == NO:
        with database.session() as session:
            desk.refuse(session, seen)
        return "?end=refused"
    said = wording().text(f"utter_option_{YES}")
    turn = agreed(before, YES, said, content, seen.audience)
    detail = f"channel={seen.audience.channel},version={version_of(AGREED_TO, seen.audience.channel)}"
    with database.session() as session:
        desk.keep(session, seen, turn, "consent_given", detail)
    return "?end=alone" if turn.step.kind == "alone" else ""


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


def _hand_over(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    if seen.turn(content).step.kind != "result":
        raise StaleForm("There is no result to hand over yet.")
    name, reach = _contact(form)
    if not name and form.get("answer") != NO:
        raise Refused("no_name")
    with database.session() as session:
        Desk(actor, clock, content).hand_over(session, seen, name, reach)
    return ""


def _stop(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content = load_content()
    if seen.turn(content).step.kind == "result":
        raise StaleForm("There is a result. It is handed over.")
    name, reach = _contact(form)
    if reach and not name:
        raise Refused("no_name")
    with database.session() as session:
        Desk(actor, clock, content).stop(session, seen, name, reach)
    return ""


def _contact(form: Form) -> tuple[str, str]:
    if form.get("answer") == NO:
        return "", ""
    name, reach = (str(form.get(field, "")).strip()[:LONGEST_CONTACT] for field in ("name", "reach"))
    return name, reach
