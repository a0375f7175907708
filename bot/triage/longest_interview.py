"""The most questions an interview can have, proved over all evidence."""

from __future__ import annotations

from bot.triage.endings import Ending, endings
from bot.triage.entries import Content


def longest_interview(content: Content) -> int:
    """An upper bound on the questions of one interview, confirming questions not counted.

    A question is asked at most once, and only when its condition holds; a condition that let it be asked
    still holds when nothing is corrected later (tests/triage/test_question_order.py). So no interview has
    more questions than the largest number of conditions that can hold together, in whatever order they
    are asked; the bound leaves out that questions whose answer no longer matters are not asked either.
    """
    diagram = endings(content)
    diagrams = diagram.diagrams
    total = diagrams.leaf(_count(0))
    for question in content.questions.values():
        asked = diagrams.condition(question.when, diagram.in_force)
        total = diagrams.choose(asked, diagrams.map_leaves(total, _one_more), total)
    return max(len(leaf) for leaf in diagrams.leaves_in(total) if isinstance(leaf, str))


def _count(number: int) -> str:
    # Results of these diagrams are text, so a count is written as strokes.
    return "|" * number


def _one_more(leaf: Ending | str | bool) -> Ending | str | bool:
    return leaf + _count(1) if isinstance(leaf, str) else leaf
