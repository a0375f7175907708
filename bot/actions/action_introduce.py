"""Says what this guide is and who sees the answers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say


class ActionIntroduce(Action):
    """An automated guide, not a person; and what happens to what is told."""

    def name(self) -> str:
        return "action_introduce"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        say(dispatcher, tracker, "utter_who_am_i")
        say(dispatcher, tracker, "utter_privacy")
        return []
