"""What to ask next: danger first, and only questions whose answer can still change the result.

Which of the questions that may be asked comes next is in question_order.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.conditions import atoms, holds
from bot.triage.endings import endings
from bot.triage.entries import DANGER, Content, Question
from bot.triage.evidence import UNKNOWN, YES, Case
from bot.triage.question_order import OpenQuestion, most_narrowing
from bot.triage.red_flags import level_of
from bot.triage.still_possible import assumed, still_possible

CONFIRM_DANGER = "confirm_danger"


@dataclass(frozen=True)
class Asking:
    """A question to put to this person, with the facts of it that are still open.

    `id` is a question of the content, or `confirm_danger`: the one second try after an unsure
    answer about danger (reference 2.1).
    """

    id: str
    facts: tuple[str, ...]
    input: str
    safety: bool


@dataclass(frozen=True)
class Progress:
    """How many questions were answered, and how many there can be at most."""

    asked: int
    at_most: int


def next_question(case: Case, content: Content) -> Asking | None:
    """The next question, or None when the result is settled or must not wait."""
    unsure = to_confirm(case, content)
    sure = assess(case.without(unsure), content)
    if sure.urgent:
        return None
    if unsure:
        return Asking(CONFIRM_DANGER, unsure, "choice", safety=True)
    if sure.rule == MINOR_ALONE and case.value("guardian") is not None:
        return None
    chosen = most_narrowing(_open_questions(case, content), case, content)
    if chosen is None:
        return None
    question = chosen.question
    return Asking(question.id, chosen.facts, question.input, question.safety)


def facts_that_matter(case: Case, content: Content) -> frozenset[str]:
    """The unanswered facts whose answer can still change what the person is told, or open a question
    about danger.

    A red flag that no question asks about is taken as absent: only the person's own words raise it.
    """
    diagram = endings(content)
    diagrams = diagram.diagrams
    known = assumed(case, content)
    matters = set(diagrams.facts_in(still_possible(case, content)))
    for question in content.questions.values():
        if question.safety and not set(question.asks) <= set(case.answers):
            when = diagrams.condition(question.when, diagram.in_force)
            matters |= diagrams.facts_in(diagrams.under(when, known))
    return frozenset(matters - set(case.answers))


def progress(case: Case, content: Content) -> Progress:
    """How far the interview is; `at_most` never grows unless an answer is corrected."""
    matters = facts_that_matter(case, content)
    left = sum(
        1
        for question in content.questions.values()
        if matters & set(question.asks) and _may_be_asked(question, case, content)
    )
    return Progress(len(case.steps), len(case.steps) + left)


def _open_questions(case: Case, content: Content) -> list[OpenQuestion]:
    """What may be asked now, in the order of the content."""
    level = level_of(case, content)
    matters = facts_that_matter(case, content)
    return [
        OpenQuestion(question, facts)
        for question in content.questions.values()
        if holds(question.when, level) and _worth_asking(question, level, content)
        if (facts := tuple(fact for fact in question.asks if fact in matters))
    ]


def to_confirm(case: Case, content: Content) -> tuple[str, ...]:
    """The signs that were answered with not sure and not yet asked about a second time."""
    return tuple(
        flag.id
        for flag in content.flags.values()
        if flag.tier != "T3"
        and (answer := case.answers.get(flag.id))
        and answer.value == UNKNOWN
        and not answer.confirmed
    )


def _worth_asking(question: Question, level: Callable[[str], str], content: Content) -> bool:
    """Once a doctor must come first, only more danger or what settles that danger is asked about."""
    if level(DANGER) not in ("T2", "T2_msk"):
        return True
    settling = {
        atom.fact
        for flag in content.flags.values()
        if flag.unless is not None and level(flag.id) == YES
        for atom in atoms(flag.unless)
    }
    return question.safety or bool(settling & set(question.asks))


def _may_be_asked(question: Question, case: Case, content: Content) -> bool:
    diagram = endings(content)
    when = diagram.diagrams.condition(question.when, diagram.in_force)
    possible = diagram.diagrams.under(when, assumed(case, content))
    return possible != diagram.diagrams.false
