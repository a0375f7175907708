"""Proves that what is told counts whatever its order, that no question is idle, and that interviews end.

The diagram is checked node by node, which settles all evidence at once: where it asks a fact, that fact
can change the ending. The interview itself is code, so it is walked to every ending there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.triage.assess import Assessment, assess
from bot.triage.diagram import Diagrams, Node
from bot.triage.endings import Ending, EndingsDiagram
from bot.triage.entries import Content, Fact
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, next_question
from bot.triage.longest_interview import longest_interview
from bot.triage.still_possible import assumed, still_possible
from bot.triage.violation import Violation

Ask = Callable[[Case, Content], Asking | None]
Decide = Callable[[Case, Content], Assessment]


def every_fact_asked_can_matter(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """The diagrams look at facts in one fixed order, at each only where it makes a difference."""
    for root in (diagram.root, diagram.rules):
        for fact, problem in faults_of_shape(diagram.diagrams, root):
            yield Violation("diagram", f"{fact} {problem}", {})


def faults_of_shape(diagrams: Diagrams[Any], root: Node) -> Iterator[tuple[str, str]]:
    """Where a diagram is not in its one smallest form, as the fact and what is wrong there.

    In that form two parts are equal exactly when they are the same node. So a fact whose levels lead to
    different nodes changes the result for some evidence, and one path stands for every order of telling.
    """
    place = {fact: number for number, fact in enumerate(diagrams.levels)}
    seen: dict[tuple[str, tuple[Node, ...]], Node] = {}
    for node in diagrams.reach(root):
        if diagrams.is_leaf(node):
            continue
        fact, children = diagrams.children(node)
        below = tuple(children.values())
        if len(set(below)) == 1:
            yield fact, "is looked at where no level of it makes a difference"
        if seen.setdefault((fact, below), node) != node:
            yield fact, "is looked at by two nodes that are alike"
        for child in set(below):
            if not diagrams.is_leaf(child) and place[diagrams.children(child)[0]] <= place[fact]:
                yield fact, "is looked at after a fact that should come later"


def every_interview_ends(
    content: Content, diagram: EndingsDiagram, ask: Ask = next_question
) -> Iterator[Violation]:
    """To each ending: an interview with no idle question, none asked twice, as long as proved at most."""
    bound = longest_interview(content)
    if bound > len(content.questions):
        problem = f"{bound} questions were counted where there are {len(content.questions)}"
        yield Violation("endless", problem, {})
    for told in _ways_to_answer(content, diagram):
        case, asked = Case(), list[str]()
        while (asking := ask(case, content)) is not None:
            if asking.id != CONFIRM_DANGER:
                asked.append(asking.id)
            if asked.count(asking.id) > 1 or len(asked) > bound:
                yield Violation("endless", f"{asking.id} is asked again and again", _levels(case))
                break
            if asking.id != CONFIRM_DANGER and not _can_change(asking, case, content, diagram):
                yield Violation("idle question", f"no answer to {asking.id} changes anything", _levels(case))
            case = _answered(case, asking, told, content)


def order_does_not_count(
    content: Content, diagram: EndingsDiagram, decide: Decide = assess
) -> Iterator[Violation]:
    """The same answers, told in another order, end the same, and where the diagram says."""
    for told in _ways_to_answer(content, diagram):
        answers = {fact: Answer(_value(content.facts[fact], level)) for fact, level in told.items()}
        first, last = Case(answers), Case(dict(reversed(answers.items())))
        if decide(first, content) != decide(last, content):
            yield Violation("order", "the result depends on what was told first", _levels(first))
        levels = {**dict.fromkeys(diagram.diagrams.levels, UNKNOWN), **dict.fromkeys(content.flags, NO)}
        expected = diagram.diagrams.leaf_at(diagram.root, {**levels, **diagram.known(first, content)})
        found = decide(first, content)
        if isinstance(expected, Ending) and (found.outcome, found.tier, found.professional) != (
            expected.outcome,
            expected.tier,
            expected.professional,
        ):
            yield Violation("diagram", f"{found.rule} decides otherwise than the diagram", _levels(first))


def an_unsure_sign_counts_as_told(
    content: Content, diagram: EndingsDiagram, decide: Decide = assess
) -> Iterator[Violation]:
    """A red flag that stays unsure once it was asked about again is as urgent as one that was told."""
    for flag in content.flags:
        told, unsure = Case({flag: Answer(YES)}), Case({flag: Answer(UNKNOWN, confirmed=True)})
        if decide(unsure, content).tier != decide(told, content).tier:
            yield Violation("I9", f"{flag} counts for less when the person is not sure", {flag: YES})


def _ways_to_answer(content: Content, diagram: EndingsDiagram) -> Iterator[dict[str, str]]:
    """For each ending the levels that lead to it, told for sure and with every danger unsure."""
    yield {}
    diagrams = diagram.diagrams
    for ending in diagrams.leaves_in(diagram.root):
        told = diagrams.example(diagram.root, ending) or {}
        yield told
        danger = {fact for fact, level in told.items() if fact in content.flags and level == YES}
        if danger:
            yield {**told, **dict.fromkeys(danger, UNKNOWN)}


def _answered(case: Case, asking: Asking, told: Mapping[str, str], content: Content) -> Case:
    if asking.id == CONFIRM_DANGER:
        return case.confirmed(asking.facts)
    answers = {
        fact: Answer(_value(content.facts[fact], told.get(fact, NO if fact in content.flags else UNKNOWN)))
        for fact in asking.facts
    }
    return case.told(answers, asking.id)


def _value(fact: Fact, level: str) -> str:
    """A value that stands at a level of the diagram."""
    return next((value for value in fact.values if fact.level(value) == level), UNKNOWN)


def _can_change(asking: Asking, case: Case, content: Content, diagram: EndingsDiagram) -> bool:
    """Whether some answer leaves other endings possible, or opens a question about danger that would."""
    diagrams = diagram.diagrams
    rest = still_possible(case, content)
    known = assumed(case, content)
    watched = [rest]
    for question in content.questions.values():
        if question.safety and set(question.asks) & diagrams.facts_in(rest):
            when = diagrams.condition(question.when, diagram.in_force)
            watched.append(diagrams.under(when, known))
    return any(
        len({diagrams.under(node, {fact: level}) for level in diagrams.levels[fact]}) > 1
        for node in watched
        for fact in asking.facts
    )


def _levels(case: Case) -> dict[str, str]:
    return {fact: answer.value for fact, answer in case.answers.items()}
