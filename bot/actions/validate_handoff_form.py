"""The offer to pass a result to the front desk, with a name and a way to be reached."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.actions.conversation import INTERRUPTIONS, case_of, intent_of, is_coming_back
from bot.actions.question_info import question_info
from bot.actions.speech import tell_channel

OFFERED_AFTER = frozenset({"recommendation", "physician_first", "outside_scope", "person"})


class ValidateHandoffForm(FormValidationAction):
    """Asks only after a result that can wait; an emergency or a refused consent ends it at once."""

    def name(self) -> str:
        return "validate_handoff_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        elsewhere = INTERRUPTIONS | {"danger"}
        if (
            intent_of(tracker) in elsewhere
            and _was_asking(tracker)
            and not is_coming_back(tracker, self.form_name())
        ):
            raise ActionExecutionRejection(self.form_name(), "the message asks for something else")
        question = _waiting(tracker.slots)
        if question is not None:
            tell_channel(dispatcher, tracker, question_info(question, case_of(tracker)))
        return [
            SlotSet("outcome", tracker.slots.get("outcome")),
            SlotSet("requested_slot", question),
        ]


def _was_asking(tracker: Tracker) -> bool:
    """Whether one of this form's questions was already put; not so when the form only begins."""
    return tracker.slots.get("requested_slot") in ("handoff_ok", "contact_name", "contact_reach")


def _waiting(slots: dict[str, Any]) -> str | None:
    if slots.get("outcome") not in OFFERED_AFTER or slots.get("handoff_ok") == "no":
        return None
    questions = ("handoff_ok", "contact_name", "contact_reach")
    return next((name for name in questions if slots.get(name) is None), None)
