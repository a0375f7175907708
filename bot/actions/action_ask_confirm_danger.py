"""Asks once more about a danger sign that was told with doubt."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_of
from bot.speech.questions import CONFIRMED_BY, confirming_words
from bot.triage.content import load_content
from bot.triage.interview import next_question
from bot.wording import wording


class ActionAskConfirmDanger(Action):
    """One plain yes or no question: about the sign itself, about either of two, or about the list just shown."""

    def name(self) -> str:
        return "action_ask_confirm_danger"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        asking = next_question(case_of(tracker), load_content())
        text = confirming_words(asking.facts if asking is not None else ())
        buttons = [{"title": each.title, "payload": each.payload} for each in wording().buttons(CONFIRMED_BY)]
        dispatcher.utter_message(text=text, buttons=buttons)
        return []
