"""What can still happen to a case, as a diagram over the facts that are open.

The same evidence comes up in many conversations, and several times in each turn, so what was worked out
last is kept.
"""

from __future__ import annotations

from functools import lru_cache

from bot.triage.diagram import Node
from bot.triage.endings import EndingsDiagram, endings
from bot.triage.entries import Content
from bot.triage.evidence import NO, Case


def still_possible(case: Case, content: Content) -> Node:
    """The endings that the open facts can still lead to, in the diagrams of `endings`.

    A red flag that no question asks about is taken as absent: only the person's own words raise it.
    """
    diagram = endings(content)
    absent = never_asked(content) - set(case.answers)
    return _left(diagram, absent, frozenset(diagram.known(case, content).items()))


def assumed(case: Case, content: Content) -> dict[str, str]:
    """The levels that are settled: what was told, and red flags that no question asks about."""
    return {**dict.fromkeys(never_asked(content), NO), **endings(content).known(case, content)}


def never_asked(content: Content) -> frozenset[str]:
    """The red flags that no question asks about."""
    asked = {fact for question in content.questions.values() for fact in question.asks}
    return frozenset(content.flags) - asked


@lru_cache(maxsize=4096)
def _left(diagram: EndingsDiagram, absent: frozenset[str], known: frozenset[tuple[str, str]]) -> Node:
    return diagram.diagrams.under(_without(diagram, absent), dict(known))


# Of the whole diagram this takes a tenth of a second; nearly every case has the same flags absent.
@lru_cache(maxsize=64)
def _without(diagram: EndingsDiagram, absent: frozenset[str]) -> Node:
    return diagram.diagrams.under(diagram.root, dict.fromkeys(absent, NO))
