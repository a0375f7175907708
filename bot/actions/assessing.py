"""Saying a result and storing it, with the record that reproduces it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import audience_of, say_text, tell_channel
from bot.speech.answer_words import answered_data
from bot.speech.phrases import phrase
from bot.speech.result_message import result_data, result_text
from bot.store.audit import record
from bot.store.database import database
from bot.store.overrides import overrides_of
from bot.store.results import latest_result, save_result
from bot.triage.assess import Assessment
from bot.triage.entries import Content
from bot.triage.evidence import Case
from bot.triage.record import record_of


def tell_result(
    dispatcher: CollectingDispatcher, tracker: Tracker, case: Case, assessment: Assessment, content: Content
) -> None:
    """Say the result of a case. The emergency that was said before is said again in short, and not stored twice;
    one with a new sign, or that staff had lowered, is an emergency of its own."""
    audience = audience_of(tracker)
    data = result_data(case, assessment, content, audience)
    if assessment.outcome == tracker.slots.get("outcome") == "emergency" and _stands(tracker.sender_id, data):
        crisis = assessment.destination == "crisis_line"
        again = phrase(audience, "utter_still_crisis" if crisis else "utter_still_emergency")
        say_text(dispatcher, tracker, again, {"kind": "emergency", "result": data})
        return
    with database().session() as session:
        stored = {**data, "rule": assessment.rule, "record": record_of(case, content).to_json()}
        save_result(session, tracker.sender_id, stored)
        record(session, "assessed", tracker.sender_id, assessment.rule)
    kind = "emergency" if assessment.outcome == "emergency" else "result"
    text = result_text(case, assessment, content, audience)
    say_text(dispatcher, tracker, text, {"kind": kind, "result": data})
    # After an emergency nothing is answered again: help comes first.
    changeable = Case() if assessment.outcome == "emergency" else case
    tell_channel(dispatcher, tracker, answered_data(changeable))
    tell_channel(dispatcher, tracker, {"kind": "state", "state": "done"})


def _stands(conversation_id: str, data: Mapping[str, Any]) -> bool:
    """Whether the latest result holds every reason of this one, and nobody has lowered it."""
    with database().reading() as session:
        latest = latest_result(session, conversation_id)
        overrides = overrides_of(session, conversation_id)
    if latest is None or any(each.override.kind == "lower_urgency" for each in overrides):
        return False
    return _rules(data) <= _rules(latest)


def _rules(data: Mapping[str, Any]) -> set[str]:
    return {str(reason["rule"]) for reason in data["reasons"]}
