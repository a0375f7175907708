"""Asks about danger again when the answers have grown old."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_events, case_of
from bot.actions.speech import say, say_emergency_again
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import NO, Case


class ActionRecheckDanger(Action):
    """Takes back every "no" to a question about danger; the form then asks it again.

    Danger that was told stays told, and so does doubt. The store keeps the old answers until there are
    new ones. The wish comes from the channel, never from words.
    """

    def name(self) -> str:
        return "action_recheck_danger"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        content, case = load_content(), case_of(tracker)
        reduced = without_denials(case, content)
        if reduced == case:
            return []
        say(dispatcher, tracker, "utter_recheck_danger")
        return [*case_events(reduced, content), SlotSet("changing", None)]


def without_denials(case: Case, content: Content) -> Case:
    """The case with the safety questions unasked again of which a danger sign was answered with no."""
    for question in content.questions.values():
        denied = [fact for fact in question.asks if fact in content.flags and case.value(fact) == NO]
        if question.safety and denied:
            steps = tuple(step for step in case.steps if step.question != question.id)
            case = Case(case.without(denied).answers, steps)
    return case
