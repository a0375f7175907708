"""The short way through danger: only the questions about danger signs, and where it is if that is not known.

For somebody who listens to a caller and has half a minute before anything else is asked. It reads nothing but the
questions' own conditions, so it needs no compiled diagram and answers at once.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.triage.assess import assess
from bot.triage.conditions import atoms, holds
from bot.triage.entries import Content, Question
from bot.triage.evidence import UNKNOWN, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, to_confirm
from bot.triage.red_flags import level_of

GOAL = "goal"
REGION = "region"
WIDEST_GOAL = "treat_pain"
"""What an unasked goal counts as. Most callers have a pain or an injury, and of all goals treatment opens the
most questions about danger; what they want can be asked when danger has been. An unasked onset already counts
as unknown, which opens the questions about a fresh injury."""


def next_danger_question(case: Case, content: Content) -> Asking | None:
    """The next question about danger; None once the case is urgent or nothing about danger is left.

    What is unsure is confirmed first, once. Then come the questions about red flags in the order of the
    content, with the signs that are still open, and before the first one that depends on it: where it is.
    """
    unsure = to_confirm(case, content)
    if assess(case.without(unsure), content).urgent:
        return None
    if unsure:
        return Asking(CONFIRM_DANGER, unsure, "choice", safety=True)
    level = _level(case, content)
    for question in content.questions.values():
        if question.id == REGION:
            if _region_opens_danger(case, content):
                # Here it is a question about danger: what is asked next hangs on it.
                return Asking(REGION, (REGION,), question.input, safety=True)
        elif (facts := _open_signs(question, case, content)) and holds(question.when, level):
            return Asking(question.id, facts, question.input, question.safety)
    return None


def asks_about_danger(question: Question, content: Content) -> bool:
    """Whether this is a question about red flags."""
    return question.safety and any(fact in content.flags for fact in question.asks)


def _open_signs(question: Question, case: Case, content: Content) -> tuple[str, ...]:
    if not asks_about_danger(question, content):
        return ()
    return tuple(fact for fact in question.asks if fact not in case.answers)


def _level(case: Case, content: Content, region: str | None = None) -> Callable[[str], str]:
    """What conditions see, with an unasked goal as WIDEST_GOAL, and with this region if one is named."""
    seen = level_of(case, content)

    def level(fact: str) -> str:
        if fact == GOAL and case.value(GOAL) is None:
            return WIDEST_GOAL
        return region if fact == REGION and region is not None else seen(fact)

    return level


def _region_opens_danger(case: Case, content: Content) -> bool:
    """Whether where it is was not told, and some place would open a question about danger."""
    if REGION in case.answers:
        return False
    levels = [_level(case, content, region) for region in (*content.facts[REGION].values, UNKNOWN)]
    depending = (
        question
        for question in content.questions.values()
        if _open_signs(question, case, content) and any(atom.fact == REGION for atom in atoms(question.when))
    )
    return any(holds(question.when, level) for question in depending for level in levels)
