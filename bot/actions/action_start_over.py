"""Begins again: what was told is not used any more."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say
from bot.store.audit import record
from bot.store.database import database

KEPT = ("consent", "locale", "clinic_name", "clinic_phone", "emergency_number")


class ActionStartOver(Action):
    """Clears the case; consent and the clinic's details stay."""

    def name(self) -> str:
        return "action_start_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        with database().session() as session:
            record(session, "started_over", tracker.sender_id)
        say(dispatcher, tracker, "utter_start_over")
        kept = [SlotSet(name, tracker.slots.get(name)) for name in KEPT]
        return [AllSlotsReset(), *kept]
