"""Erases what the person told us, at once."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say, tell_channel
from bot.store.conversations import erase_conversation
from bot.store.database import database


class ActionForgetMe(Action):
    """Content goes; the audit line that says so stays."""

    def name(self) -> str:
        return "action_forget_me"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        with database().session() as session:
            erase_conversation(session, tracker.sender_id, "forgotten_on_request")
        say(dispatcher, tracker, "utter_forgotten")
        tell_channel(dispatcher, tracker, {"kind": "state", "state": "ended"})
        return [AllSlotsReset()]
