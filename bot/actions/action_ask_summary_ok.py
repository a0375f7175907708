"""Reads the answers back before the result, so that a mistake is caught in time."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_of
from bot.labels import statement
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, Case
from bot.wording import wording


class ActionAskSummaryOk(Action):
    """The summary and the question whether it is right."""

    def name(self) -> str:
        return "action_ask_summary_ok"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        words = wording()
        lines = "\n".join(f"- {line}" for line in summary_lines(case_of(tracker)))
        buttons = [
            {"title": button.title, "payload": button.payload} for button in words.buttons("utter_summary")
        ]
        text = words.text("utter_summary", lines=lines or words.text("utter_summary_nothing"))
        dispatcher.utter_message(text=text, buttons=buttons)
        return []


def summary_lines(case: Case) -> list[str]:
    """What the person told us, in the order of the content: what is so, not the long list of no."""
    content = load_content()
    return [
        statement(fact.id, case.answers[fact.id].value)
        for fact in content.facts.values()
        if fact.id in case.answers
        and case.answers[fact.id].value not in (UNKNOWN, NO)
        and not (fact.id == "for_whom" and case.value("for_whom") == "self")
    ]
