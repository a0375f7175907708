"""The turning point: asks the core, and has its result stored and said."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.assessing import tell_result
from bot.actions.conversation import case_of
from bot.actions.speech import say, tell_channel
from bot.actions.with_person import answer_beside_staff, is_with_person
from bot.store.conversations import erase_conversation
from bot.store.database import database
from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.content import load_content
from bot.triage.interview import next_question


class ActionAssess(Action):
    """Says the one result. Nothing is assessed while a question about danger is still open. While a member of
    staff has the conversation, only an emergency that is sure is said."""

    def name(self) -> str:
        return "action_assess"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if is_with_person(tracker):
            return answer_beside_staff(dispatcher, tracker)
        case, content = case_of(tracker), load_content()
        assessment = assess(case, content)
        if not assessment.urgent and tracker.slots.get("consent") == "no":
            return self._end(dispatcher, tracker, "utter_consent_refused", "consent_refused")
        if assessment.rule == MINOR_ALONE:
            return self._end(dispatcher, tracker, "utter_under_13", "minor_without_guardian")
        if next_question(case, content) is not None:
            raise UnfinishedInterview
        tell_result(dispatcher, tracker, case, assessment, content)
        return [SlotSet("outcome", assessment.outcome)]

    def _end(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, response: str, why: str
    ) -> list[dict[str, Any]]:
        """Close without a result, and keep nothing of what was said."""
        say(dispatcher, tracker, response)
        with database().session() as session:
            erase_conversation(session, tracker.sender_id, why)
        tell_channel(dispatcher, tracker, {"kind": "state", "state": "ended"})
        return [SlotSet("outcome", "none")]


class UnfinishedInterview(RuntimeError):
    """The result was asked for while a question could still change it. The turn must be aborted."""
