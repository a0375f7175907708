"""Answers a message in a language this guide cannot read: where help is, and how to reach a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import intent_of
from bot.actions.speech import say, say_emergency_again
from bot.speech.phrases import with_or_without_phone

SPANISH = "spanish"


class ActionOtherLanguage(Action):
    """In Spanish where the message was Spanish, else in plain English."""

    def name(self) -> str:
        return "action_other_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        said = "utter_spanish" if intent_of(tracker) == SPANISH else "utter_other_language"
        say(dispatcher, tracker, with_or_without_phone(said))
        say_emergency_again(dispatcher, tracker)
        return []
