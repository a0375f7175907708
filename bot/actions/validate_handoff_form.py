"""The offer to pass a result to the front desk, with a name and a way to be reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.actions.conversation import INTERRUPTIONS, case_of, intent_of, is_coming_back
from bot.actions.question_info import question_info
from bot.actions.speech import say, tell_channel
from bot.actions.validate_intake_form import ASKING

QUESTIONS = ("handoff_ok", "contact_name", "contact_reach")
DECLINED = ("skip", "not_sure", "none")
FEWEST_DIGITS = 7
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
        reach = tracker.slots.get("contact_reach")
        unclear = reach is not None and reach not in DECLINED and not is_reachable(str(reach))
        if unclear:
            say(dispatcher, tracker, "utter_reach_unclear")
            tracker.slots["contact_reach"] = None
        question = _waiting(tracker.slots)
        if question is not None:
            tell_channel(dispatcher, tracker, ASKING)
            tell_channel(dispatcher, tracker, question_info(question, case_of(tracker)))
        return [
            SlotSet("outcome", tracker.slots.get("outcome")),
            *([SlotSet("contact_reach", None)] if unclear else []),
            SlotSet("requested_slot", question),
        ]


def _was_asking(tracker: Tracker) -> bool:
    """Whether one of this form's questions was already put; not so when the form only begins."""
    return tracker.slots.get("requested_slot") in QUESTIONS


def _waiting(slots: dict[str, Any]) -> str | None:
    if slots.get("outcome") not in OFFERED_AFTER or declined(slots):
        return None
    return next((name for name in QUESTIONS if slots.get(name) is None), None)


def declined(slots: Mapping[str, Any]) -> bool:
    """Whether the person would rather not leave a contact: anything but a yes, or a skipped question."""
    answer = slots.get("handoff_ok")
    return (answer is not None and answer != "yes") or any(
        slots.get(name) in DECLINED for name in ("contact_name", "contact_reach")
    )


def is_reachable(reach: str) -> bool:
    """Whether this looks like a phone number or an email address."""
    return len(re.findall(r"\d", reach)) >= FEWEST_DIGITS or bool(re.search(r"\S@\S+\.\S", reach))
