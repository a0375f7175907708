"""When a message was not understood, or was about something else: other words first, then choices, then a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_of, intent_of, requested_question
from bot.actions.question_info import shown_options
from bot.actions.speech import say, say_emergency_again
from bot.speech.phrases import with_or_without_phone

OUT_OF_SCOPE = "out_of_scope"


class ActionRephrase(Action):
    """Counts the misses in a row, so that nobody is asked the same way for ever."""

    def name(self) -> str:
        return "action_rephrase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        missed = float(tracker.slots.get("misunderstood") or 0) + 1
        elsewhere = intent_of(tracker) == OUT_OF_SCOPE
        options = _options(tracker)
        if elsewhere:
            say(dispatcher, tracker, "utter_out_of_scope")
        if missed == 2 and options:
            say(
                dispatcher,
                tracker,
                "utter_choices" if elsewhere else "utter_rephrase_choices",
                options=options,
            )
        elif missed >= 2:
            say(dispatcher, tracker, "utter_person_next" if elsewhere else "utter_rephrase_person")
            say(dispatcher, tracker, with_or_without_phone("utter_person_route"))
        elif not elsewhere:
            say(dispatcher, tracker, "utter_rephrase")
        return [SlotSet("misunderstood", missed)]


def _options(tracker: Tracker) -> str:
    question = requested_question(tracker)
    if question is None:
        return ""
    # Labels hold commas themselves.
    return "; ".join(option.title.lower() for option in shown_options(question, case_of(tracker)))
