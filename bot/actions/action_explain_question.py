"""Answers "why do you ask?" for the question that is waiting."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import requested_question
from bot.actions.speech import say, say_emergency_again


class ActionExplainQuestion(Action):
    """One plain sentence a question."""

    def name(self) -> str:
        return "action_explain_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        question = requested_question(tracker)
        say(dispatcher, tracker, f"utter_why_{question}" if question else "utter_why_nothing")
        return []
