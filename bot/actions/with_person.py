"""While a member of staff has the conversation: danger is heard in every message, and nothing else is."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.assessing import tell_result
from bot.actions.conversation import case_events, case_of
from bot.actions.speech import tell_channel
from bot.hearing import URGENT, answers_in, confirm, conversation_answers, unsure_signs
from bot.store.alerts import raise_alert
from bot.store.cases import save_case
from bot.store.database import database
from bot.triage.assess import Assessment, assess
from bot.triage.conditions import atoms
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER
from bot.triage.keeping import may_be_kept

ALERT = "danger_with_person"
LEFT_TO_STAFF = {"kind": "left_to_staff"}
# A "no" to the second question about danger changes nothing while staff are there.
DANGEROUS = (YES, UNKNOWN)


def is_with_person(tracker: Tracker) -> bool:
    """Whether a member of staff has the conversation, as the channel says of the latest message."""
    return bool(_metadata(tracker).get("with_person"))


def hear_beside_staff(tracker: Tracker) -> list[dict[str, Any]]:
    """Take danger into the case and tell the desk."""
    content, before = load_content(), case_of(tracker)
    heard, reply = _danger_in(tracker, before, content, _danger_asked(tracker)), _reply_about_danger(tracker)
    if not heard and reply not in DANGEROUS:
        return []
    case = before.told(heard)
    if reply == YES:
        case = confirm(case, unsure_signs(before, content), reply, content)
    with database().session() as session:
        if may_be_kept(case, tracker.slots.get("consent") == "yes", content):
            save_case(session, tracker.sender_id, case.to_json())
        raise_alert(session, tracker.sender_id, ALERT)
    return case_events(case, content, tracker.slots)


def answer_beside_staff(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """Say an emergency that was just told and is sure. Other danger is left to staff, who are there to ask: the
    channel hears that nothing judged it, so that the queue shows it until a result comes."""
    content, case = load_content(), case_of(tracker)
    # Without the question: by now the lines of a list that were still open have their answers.
    if not _danger_in(tracker, case, content) and _reply_about_danger(tracker) not in DANGEROUS:
        return []
    sure = _without_unsure(case, content)
    if sure.outcome != "emergency":
        tell_channel(dispatcher, tracker, LEFT_TO_STAFF)
        return []
    tell_result(dispatcher, tracker, case, sure, content)
    return [SlotSet("outcome", sure.outcome)]


def _danger_in(
    tracker: Tracker, before: Case, content: Content, question: str | None = None
) -> dict[str, Answer]:
    """The signs of danger in the message that are urgent, or that another one makes urgent. An option of a
    question, tapped as staff took over, tells the sign it stands for."""
    told = answers_in(_entities(tracker), question, before, content)
    ticked = _metadata(tracker).get("choices") or ()
    told |= {fact: Answer(YES) for fact in ticked if fact in content.flags}
    together = {
        atom.fact
        for combination in content.combinations
        if content.flags[combination.raises].tier in URGENT
        for atom in atoms(combination.when)
    }
    return {
        fact: answer
        for fact, answer in told.items()
        if fact in content.flags
        and (fact in together or content.flags[fact].tier in URGENT)
        and answer.value != NO
    }


def _reply_about_danger(tracker: Tracker) -> str | None:
    """The answer to the bot's own second question about danger, where that was open as staff came in."""
    if _danger_asked(tracker) != CONFIRM_DANGER:
        return None
    return conversation_answers(_entities(tracker)).get(CONFIRM_DANGER)


def _danger_asked(tracker: Tracker) -> str | None:
    return _metadata(tracker).get("danger_asked")


def _metadata(tracker: Tracker) -> dict[str, Any]:
    return tracker.latest_message.get("metadata") or {}


def _entities(tracker: Tracker) -> list[dict[str, Any]]:
    return tracker.latest_message.get("entities") or []


def _without_unsure(case: Case, content: Content) -> Assessment:
    unsure = [
        fact
        for fact, answer in case.answers.items()
        if fact in content.flags and answer.value == UNKNOWN and not answer.confirmed
    ]
    return assess(case.without(unsure), content)
