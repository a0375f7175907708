"""What the caller answers, says in their own words, and agrees to."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.calls.ears import listen_to
from bot.desk.calls.keeping import Desk, StaleForm
from bot.desk.calls.new_call import UNHEARD, words_of
from bot.desk.calls.open_call import OpenCall
from bot.desk.calls.posted_step import Refused, changed
from bot.desk.calls.replies import TICKED, Reply, reply_of
from bot.desk.calls.turns import agreed, replied
from bot.desk.posted_form import Form
from bot.speech.words_version import version_of
from bot.store.clock import Clock
from bot.store.database import Database
from bot.triage.content import load_content
from bot.triage.evidence import NO, YES
from bot.wording import wording

AGREED_TO = ("utter_ask_consent",)
WORDS_ONLY = "words"


async def answer(request: Request) -> Response:
    """`POST /calls/{conversation_id}/answer`: what they answered, what else they said, or both."""
    return await changed(request, _answer)


async def consent(request: Request) -> Response:
    """`POST /calls/{conversation_id}/consent`."""
    return await changed(request, _consent)


def _answer(database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    content, words = load_content(), words_of(form)
    before = seen.turn(content)
    reply = _reply(form, seen, words)
    if reply is not None and before.step.asking is None:
        raise StaleForm("There is no question to answer at this step.")
    entities = listen_to(words, clock().date())
    turn = replied(before, reply, words, entities or (), content, seen.audience)
    with database.session() as session:
        desk = Desk(actor, clock, content)
        asked = f"question={before.step.question}"
        desk.keep(session, seen, turn, "call_answered", asked, unchecked=entities is None)
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
