"""Says how to reach a person, and lets the clinic know that one was asked for."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say
from bot.speech.phrases import with_or_without_phone
from bot.store.audit import record
from bot.store.database import database


class ActionTalkToPerson(Action):
    """The way to a person is always open."""

    def name(self) -> str:
        return "action_talk_to_person"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        with database().session() as session:
            record(session, "person_asked_for", tracker.sender_id)
        say(dispatcher, tracker, with_or_without_phone("utter_talk_to_person"))
        return []
