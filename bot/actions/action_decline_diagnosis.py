"""Declines to diagnose, to read results or to advise on medicine, and says who can."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say, say_emergency_again

DECLINE = {"medicine": "utter_no_medicine_advice", "results": "utter_no_results"}


class ActionDeclineDiagnosis(Action):
    """The same honest answer in every state of the conversation."""

    def name(self) -> str:
        return "action_decline_diagnosis"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        entities = tracker.latest_message.get("entities") or []
        asked = next((str(e["value"]) for e in entities if e.get("entity") == "scope_ask"), "")
        say(dispatcher, tracker, DECLINE.get(asked, "utter_no_diagnosis"))
        return []
