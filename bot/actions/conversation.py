"""Between Rasa's tracker and the core's case: reading the case, and the slots that mirror it.

The case slot is the one truth. The typed slots, one a question, only tell Rasa's form what is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from bot.triage.entries import Content, Question
from bot.triage.evidence import NO, UNKNOWN, YES, Case

# Intents of the channel's own making: they come without words.
WITHOUT_WORDS = frozenset({"start", "change_answer", "recheck_danger"})
HOUSEKEEPING = ("action_listen", "action_extract_slots", "action_deactivate_loop")
# Asked in passing: not an answer, and not an unclear one either.
ASIDES = frozenset({"ask_scope", "ask_why", "ask_diagnosis", "ask_bot", "talk_to_person", "help"})
INTERRUPTIONS = frozenset(
    {
        "ask_scope",
        "ask_why",
        "ask_diagnosis",
        "ask_bot",
        "talk_to_person",
        "start_over",
        "go_back",
        "change_answer",
        "recheck_danger",
        "forget_me",
        "help",
        "greet",
        "thank",
        "goodbye",
        "out_of_scope",
        "spanish",
        "other_language",
        "nlu_fallback",
    }
)


def case_of(tracker: Tracker) -> Case:
    """The person's case so far."""
    return Case.from_json(tracker.slots.get("case"))


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return str((tracker.latest_message.get("intent") or {}).get("name"))


def requested_question(tracker: Tracker) -> str | None:
    """The question that is waiting for an answer."""
    requested = tracker.slots.get("requested_slot")
    return str(requested) if requested else None


def is_coming_back(tracker: Tracker, form: str) -> bool:
    """Whether a form is called again in this turn, after another action has answered the message.

    Read from the events: Rasa notes it on the tracker in one of the two ways this can happen only.
    """
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "action" and event["name"] not in (form, *HOUSEKEEPING):
            return True
    return False


def case_events(case: Case, content: Content, slots: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Slot events for a changed case: the case itself and every typed slot that mirrors it."""
    events = [SlotSet("case", case.to_json())]
    for question in content.questions.values():
        value = slot_value(question, case)
        if slots is None or slots.get(question.id) != value:
            events.append(SlotSet(question.id, value))
    return events


def slot_value(question: Question, case: Case) -> str | list[str] | None:
    """What a question's slot holds: a value; for a tick list the facts ticked, or `none`.

    None while the question has not been answered as a question, even if a part of it was told.
    """
    values = {fact: case.value(fact) for fact in question.asks}
    if not question.is_bundle:
        return values[question.asks[0]]
    answered = any(step.question == question.id for step in case.steps)
    if not answered and None in values.values():
        return None
    ticked = [fact for fact, value in values.items() if value == YES]
    unsure = [UNKNOWN] if UNKNOWN in values.values() else []
    return ticked + unsure or ["none" if NO in values.values() else UNKNOWN]
