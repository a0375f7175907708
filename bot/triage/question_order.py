"""Which of the questions that may be asked comes next: danger first, then what narrows the result most.

Up to the last question about danger, the content's own order holds: those questions, and what they
depend on (the goal, where, how long). After it, the order is worked out from what is still open
(docs/adr/0008-question-order.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.triage.conditions import atoms
from bot.triage.diagram import Node
from bot.triage.endings import EndingsDiagram, endings
from bot.triage.entries import Content, Question
from bot.triage.evidence import NO, UNKNOWN, Case
from bot.triage.still_possible import still_possible


@dataclass(frozen=True)
class OpenQuestion:
    """A question that may be asked, and the facts of it whose answers can still matter."""

    question: Question
    facts: tuple[str, ...]


def most_narrowing(may_ask: Sequence[OpenQuestion], case: Case, content: Content) -> OpenQuestion | None:
    """The one to ask now, of questions in the order of the content; None when there is none.

    The topic of the last question is finished first. Then comes the question that leaves the fewest
    endings possible, on average over its answers; equals keep the order of the content.
    """
    if not may_ask:
        return None
    topics = topics_after_danger(content)
    if may_ask[0].question.id not in topics:
        return may_ask[0]
    topic = topics.get(case.steps[-1].question) if case.steps else None
    candidates = [each for each in may_ask if topics[each.question.id] == topic] or list(may_ask)
    if len(candidates) == 1:
        return candidates[0]
    rest = still_possible(case, content)
    return min(candidates, key=lambda each: endings_left(each, rest, content))


def endings_left(asking: OpenQuestion, rest: Node, content: Content) -> float:
    """How many endings are possible after this question, on average over its answers.

    A tick list counts as answered with none of these, which is what most people say.
    """
    diagram = endings(content)
    answers: list[dict[str, str]]
    if asking.question.is_bundle:
        answers = [dict.fromkeys(asking.facts, NO)]
    else:
        (fact,) = asking.facts
        answers = [{fact: level} for level in diagram.diagrams.levels[fact] if level != UNKNOWN]
    counts = [_endings_after(diagram, rest, tuple(answer.items())) for answer in answers]
    return sum(counts) / len(counts)


def topics_after_danger(content: Content) -> Mapping[str, str]:
    """For each question after the last one about danger, the question that opens its topic.

    That is the question whose answer it depends on (when the surgery was depends on whether there was
    any), or itself.
    """
    questions = list(content.questions.values())
    last = max(place for place, question in enumerate(questions) if question.safety)
    asked_by: dict[str, str] = {}
    topics: dict[str, str] = {}
    for question in questions[last + 1 :]:
        openers = [asked_by[atom.fact] for atom in atoms(question.when) if atom.fact in asked_by]
        topics[question.id] = topics[openers[0]] if openers else question.id
        asked_by |= dict.fromkeys(question.asks, question.id)
    return topics


@lru_cache(maxsize=16384)
def _endings_after(diagram: EndingsDiagram, rest: Node, answer: tuple[tuple[str, str], ...]) -> int:
    return diagram.diagrams.how_many_leaves(rest, dict(answer))
