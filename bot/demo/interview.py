"""Holds the interview with an invented person: the core asks, and what is said is kept as the chat keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.demo.people import DemoPerson
from bot.labels import statement
from bot.speech.answer_words import answer_words
from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.speech.questions import question_options, question_words
from bot.speech.result_message import result_data, result_text
from bot.triage.assess import assess
from bot.triage.entries import Content
from bot.triage.evidence import YES, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, next_question
from bot.triage.record import record_of
from bot.wording import wording

Message = dict[str, Any]

MOST_QUESTIONS = 100
"""Far more than any interview has (bot/triage/longest_interview.py)."""


@dataclass(frozen=True)
class Held:
    """An interview: its messages, the case, and the result as the store keeps it, when it came to one."""

    messages: tuple[Message, ...] = field(repr=False)
    case: Case = field(repr=False)
    result: dict[str, Any] | None = field(repr=False)


def hold_interview(person: DemoPerson, content: Content) -> Held:
    """Ask until the result is settled, or for as long as this person stays."""
    audience = Audience()
    case = Case({fact: person.answer(fact, content) for fact in person.said})
    messages = [
        _bot(phrase(audience, "utter_greet")),
        _question("reason", phrase(audience, "utter_ask_reason")),
        _person(person.opening),
    ]
    if person.ends == "person":
        messages += [_bot(phrase(audience, "utter_talk_to_person_no_phone"))]
        return Held(tuple(messages), case, None)
    if person.ends == "not_assessed":
        messages += [_bot(phrase(audience, "utter_error_unavailable"))]
        return Held(tuple(messages), case, None)
    asked = 0
    stays = person.questions if person.ends == "stopped" else MOST_QUESTIONS
    while asked < stays and (asking := next_question(case, content)) is not None:
        asked += 1
        case = _answered(case, asking, person, content)
        messages += [_asked(asking, audience), _person(_answer_text(asking, case, content))]
    if person.ends == "stopped":
        left_open = next_question(case, content)
        messages += [] if left_open is None else [_asked(left_open, audience)]
        return Held(tuple(messages), case, None)
    found = assess(case, content)
    data = result_data(case, found, content, audience)
    kind = "emergency" if found.outcome == "emergency" else "result"
    messages.append({**_bot(result_text(case, found, content, audience)), "kind": kind, "result": data})
    stored = {**data, "rule": found.rule, "record": record_of(case, content).to_json()}
    return Held(tuple(messages), case, stored)


def _answered(case: Case, asking: Asking, person: DemoPerson, content: Content) -> Case:
    if asking.id == CONFIRM_DANGER:
        return case.confirmed(asking.facts)
    return case.told({fact: person.answer(fact, content) for fact in asking.facts}, asking.id)


def _asked(asking: Asking, audience: Audience) -> Message:
    options = [{"id": each.payload, "label": each.title} for each in question_options(asking)]
    return _question(asking.id, question_words(asking, audience), options)


def _answer_text(asking: Asking, case: Case, content: Content) -> str:
    if asking.id in content.questions:
        return answer_words(content.questions[asking.id], case)
    return "; ".join(_confirmed(asking, case)) or wording().text("utter_option_not_sure")


def _confirmed(asking: Asking, case: Case) -> Iterator[str]:
    yield from (statement(fact, YES) for fact in asking.facts if case.value(fact) == YES)


def _bot(text: str) -> Message:
    return {"from": "bot", "kind": "text", "text": text}


def _person(text: str) -> Message:
    return {"from": "person", "kind": "text", "text": text}


def _question(name: str, text: str, options: list[dict[str, str]] | None = None) -> Message:
    return {**_bot(text), "kind": "question", "question": {"id": name, "options": options or []}}
