"""Answers questions about what the six professionals do, may do, and how they differ."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say, say_emergency_again
from bot.triage.scope_faq import scope_answers


class ActionAnswerScope(Action):
    """Says the reviewed answer that fits the topic and the professionals named."""

    def name(self) -> str:
        return "action_answer_scope"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        entities = tracker.latest_message.get("entities") or []
        topics = _values(entities, "faq_topic")
        for answer in scope_answers(topics, _values(entities, "professional")):
            say(dispatcher, tracker, answer.response)
        return []


def _values(entities: list[dict[str, Any]], name: str) -> list[str]:
    return list(dict.fromkeys(str(e["value"]) for e in entities if e.get("entity") == name))
