"""What an answered question is called and what was answered, in the words of the questions."""

from __future__ import annotations

from typing import Any

from bot.labels import heading, statement, value_label
from bot.triage.answered import answered_questions
from bot.triage.content import load_content
from bot.triage.entries import Question
from bot.triage.evidence import UNKNOWN, YES, Case
from bot.wording import wording


def question_heading(question: Question) -> str:
    """A few words for what the question is about."""
    if question.is_bundle:
        return wording().text(f"utter_heading_{question.id}")
    return heading(question.asks[0])


def answer_words(question: Question, case: Case) -> str:
    """What was answered, as it was worded: an option, several, none of these, or not sure."""
    values = {fact: case.value(fact) for fact in question.asks if fact in case.answers}
    if not question.is_bundle:
        value = values.get(question.asks[0], UNKNOWN)
        return _not_sure() if value in (None, UNKNOWN) else _chosen(question.asks[0], str(value))
    ticked = [statement(fact, YES).rstrip(".") for fact, value in values.items() if value == YES]
    unsure = [_not_sure()] if UNKNOWN in values.values() else []
    return "; ".join(ticked + unsure) or wording().text("utter_option_none")


def answered_data(case: Case) -> dict[str, Any]:
    """For a channel: which questions can be answered again, and how they were answered."""
    questions = answered_questions(case, load_content())
    answered = [
        {"id": question.id, "question": question_heading(question), "label": answer_words(question, case)}
        for question in questions
    ]
    return {"kind": "answered", "answered": answered}


def _chosen(fact: str, value: str) -> str:
    label = value_label(fact, value)
    return wording().text(f"utter_option_{value}") if label == value and value in ("yes", "no") else label


def _not_sure() -> str:
    return wording().text("utter_option_not_sure")
