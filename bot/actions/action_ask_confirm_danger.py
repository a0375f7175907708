"""Asks once more about a danger sign that was told with doubt."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_of
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
        words = wording()
        questions = (
            [words.text(f"utter_confirm_{flag}") for flag in asking.facts] if asking is not None else []
        )
        if len(questions) == 1:
            text = words.text("utter_confirm_one", question=questions[0])
        elif len(questions) == 2:
            text = words.text("utter_confirm_either", first=questions[0], second=questions[1])
        else:
            text = words.text("utter_confirm_many")
        buttons = [
            {"title": button.title, "payload": button.payload}
            for button in words.buttons("utter_confirm_one")
        ]
        dispatcher.utter_message(text=text, buttons=buttons)
        return []
