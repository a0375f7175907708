"""Hears every message: turns what was understood into evidence, before anything is decided.

Runs on each turn, whatever the conversation is doing, because danger may be told at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.changing import heard_while_changing
from bot.actions.consent import record_consent
from bot.actions.conversation import (
    ASIDES,
    INTERRUPTIONS,
    WITHOUT_WORDS,
    case_events,
    case_of,
    intent_of,
    requested_question,
)
from bot.actions.with_person import hear_beside_staff, is_with_person
from bot.hearing import (
    answers_in,
    confirm,
    conversation_answers,
    heard_in_passing,
    settled_by,
    unsure_signs,
)
from bot.labels import statement
from bot.store.cases import save_case
from bot.store.database import database
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, Answer, Case
from bot.triage.interview import CONFIRM_DANGER
from bot.triage.keeping import may_be_kept


class ActionUpdateCase(Action):
    """Fills the case slot (a custom slot mapping), its mirrors, and the conversation's own slots."""

    def name(self) -> str:
        return "action_update_case"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if intent_of(tracker) in WITHOUT_WORDS:
            return []
        if is_with_person(tracker):
            return hear_beside_staff(tracker)
        content = load_content()
        entities = tracker.latest_message.get("entities") or []
        before = case_of(tracker)
        question = requested_question(tracker)
        told = answers_in(entities, question, before, content)
        if intent_of(tracker) in INTERRUPTIONS:
            told = heard_in_passing(told, before, content)
        case = before.told(told, settled_by(question, told, content))
        replies: dict[str, str | None] = dict(conversation_answers(entities))
        if question == CONFIRM_DANGER and (CONFIRM_DANGER in replies or intent_of(tracker) not in ASIDES):
            reply = replies.pop(CONFIRM_DANGER, None)
            asked = [flag for flag in unsure_signs(before, content) if reply != NO or flag not in told]
            case = confirm(case, asked, reply, content)
        case, whole, changing = heard_while_changing(tracker.slots, told, case, content)
        tells = intent_of(tracker) not in INTERRUPTIONS
        if question == "consent" and told and tells and "consent" not in replies:
            replies["reason"] = str(tracker.latest_message.get("text"))
        if replies.get("consent") == "yes" and tracker.slots.get("consent") != "yes":
            record_consent(tracker)
        if "summary_ok" in replies:
            replies["correction"] = None
        if "correction" in replies and question == "correction":
            replies["summary_ok"] = None
        if case != before:
            if may_be_kept(whole, {**tracker.slots, **replies}.get("consent") == "yes", content):
                with database().session() as session:
                    save_case(session, tracker.sender_id, whole.to_json())
            changed = corrections(told, before, content)
            if changed and settled_by(question, told, content) is None:
                replies["changed"] = "; ".join(statement(fact, told[fact].value) for fact in changed)
            # What was agreed as a summary is no longer the summary.
            if told:
                replies["summary_ok"] = None
        events = [SlotSet(name, value) for name, value in replies.items()]
        if case != before:
            events += case_events(case, content, tracker.slots)
        if events:
            events.append(SlotSet("misunderstood", 0.0))
        return [*events, *changing]


def corrections(told: Mapping[str, Answer], before: Case, content: Content) -> list[str]:
    """The facts that now have another value than the person gave before, danger signs left out."""
    return [
        fact
        for fact, answer in told.items()
        if fact not in content.flags
        and answer.value not in (UNKNOWN, before.value(fact))
        and before.value(fact) not in (None, UNKNOWN)
    ]
