"""The interview form: asks the core for the next question and hands it to Rasa's form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.actions.change_told import tell_change
from bot.actions.changing import change_of, is_answered_again
from bot.actions.conversation import INTERRUPTIONS, case_of, intent_of, is_coming_back
from bot.actions.question_info import question_info
from bot.actions.speech import say, tell_channel
from bot.speech.answer_words import answered_data
from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.evidence import Case
from bot.triage.interview import next_question

ASKING = {"kind": "state", "state": "asking"}
# Results that repeat nothing the person would want to check first.
NO_SUMMARY = frozenset({"outside_scope", "person"})


class ValidateIntakeForm(FormValidationAction):
    """Chooses the next slot. Steps aside when the message asks for something else."""

    def name(self) -> str:
        return "validate_intake_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if intent_of(tracker) in INTERRUPTIONS and not is_coming_back(tracker, self.form_name()):
            raise ActionExecutionRejection(self.form_name(), "the message asks for something else")
        events = [SlotSet("case", tracker.slots.get("case")), SlotSet("changed", None)]
        question = waiting_question(case_of(tracker), tracker.slots)
        # Danger is said first and alone, so nothing is read back before it.
        if tracker.slots.get("changed") and question not in (None, "confirm_danger"):
            say(dispatcher, tracker, "utter_changed", lines=str(tracker.slots["changed"]))
        events += tell_change(dispatcher, tracker, question)
        if question is not None:
            tell_channel(dispatcher, tracker, answered_data(case_of(tracker)))
            tell_channel(dispatcher, tracker, ASKING)
            again = is_answered_again(question, tracker.slots)
            tell_channel(dispatcher, tracker, question_info(question, case_of(tracker), again))
        # Naming the case tells Rasa's form that the message was taken in.
        return [*events, SlotSet("requested_slot", question)]


def waiting_question(case: Case, slots: dict[str, Any]) -> str | None:
    """The next question of the conversation, or None when it is time for the result.

    Danger comes before everything, consent before health questions, the person's own words before
    ours, and a summary before the result.
    """
    content = load_content()
    assessment = assess(case, content)
    asking = next_question(case, content)
    if assessment.urgent or (asking is not None and asking.id == "confirm_danger"):
        return asking.id if asking is not None else None
    if slots.get("consent") == "no":
        return None
    if slots.get("consent") != "yes":
        return "consent"
    if slots.get("reason") is None:
        return "reason"
    change = change_of(slots)
    if change is not None and change.is_open:
        return change.question
    if asking is not None:
        return asking.id
    if assessment.outcome in NO_SUMMARY or slots.get("summary_ok") in ("yes", "unknown"):
        return None
    if slots.get("summary_ok") == "change" and slots.get("correction") is None:
        return "correction"
    return "summary_ok"
