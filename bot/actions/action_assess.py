"""The turning point: asks the core, tells the store, speaks the result."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.conversation import case_of
from bot.actions.speech import audience_of, say, say_text, tell_channel
from bot.speech.answer_words import answered_data
from bot.speech.phrases import phrase
from bot.speech.result_message import result_data, result_text
from bot.store.audit import record
from bot.store.conversations import erase_conversation
from bot.store.database import database
from bot.store.results import save_result
from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.content import load_content
from bot.triage.evidence import Case
from bot.triage.interview import next_question
from bot.triage.record import record_of


class ActionAssess(Action):
    """Says the one result. Nothing is assessed while a question about danger is still open."""

    def name(self) -> str:
        return "action_assess"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        case, content = case_of(tracker), load_content()
        assessment = assess(case, content)
        if not assessment.urgent and tracker.slots.get("consent") == "no":
            return self._end(dispatcher, tracker, "utter_consent_refused", "consent_refused")
        if assessment.rule == MINOR_ALONE:
            return self._end(dispatcher, tracker, "utter_under_13", "minor_without_guardian")
        if next_question(case, content) is not None:
            raise UnfinishedInterview
        data = result_data(case, assessment, content, audience_of(tracker))
        if assessment.outcome == tracker.slots.get("outcome") == "emergency":
            crisis = assessment.destination == "crisis_line"
            again = phrase(audience_of(tracker), "utter_still_crisis" if crisis else "utter_still_emergency")
            say_text(dispatcher, tracker, again, {"kind": "emergency", "result": data})
            return []
        with database().session() as session:
            stored = {**data, "rule": assessment.rule, "record": record_of(case, content).to_json()}
            save_result(session, tracker.sender_id, stored)
            record(session, "assessed", tracker.sender_id, assessment.rule)
        kind = "emergency" if assessment.outcome == "emergency" else "result"
        text = result_text(case, assessment, content, audience_of(tracker))
        say_text(dispatcher, tracker, text, {"kind": kind, "result": data})
        # After an emergency nothing is answered again: help comes first.
        changeable = Case() if assessment.outcome == "emergency" else case
        tell_channel(dispatcher, tracker, answered_data(changeable))
        tell_channel(dispatcher, tracker, {"kind": "state", "state": "done"})
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
