"""When a message was not understood: other words first, then choices, then a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import requested_question
from bot.actions.speech import say, with_or_without_phone
from bot.wording import wording


class ActionRephrase(Action):
    """Counts the misses in a row, so that nobody is asked the same way for ever."""

    def name(self) -> str:
        return "action_rephrase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        missed = float(tracker.slots.get("misunderstood") or 0) + 1
        options = _options(requested_question(tracker))
        if missed == 1:
            say(dispatcher, tracker, "utter_rephrase")
        elif missed == 2 and options:
            say(dispatcher, tracker, "utter_rephrase_choices", options=options)
        else:
            say(dispatcher, tracker, "utter_rephrase_person")
            say(dispatcher, tracker, with_or_without_phone("utter_person_route"))
        return [SlotSet("misunderstood", missed)]


def _options(question: str | None) -> str:
    response = f"utter_ask_{question}"
    if question is None or not wording().has(response):
        return ""
    return ", ".join(button.title.lower() for button in wording().buttons(response))
