"""Whether a mutant can be told from the real content at all, proved on the decision diagram.

Rules, guards, clearance and combinations are compiled beside the real ones, in the same family of
diagrams: two that mean the same are then the same node, whatever their wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.evaluation.mutants import Mutant
from bot.triage.diagram import Diagrams, Node
from bot.triage.endings import Ending, EndingsDiagram, endings
from bot.triage.entries import Content, Rule

Pair = tuple[Node, Node]


def difference(mutant: Mutant, content: Content) -> dict[str, str] | None:
    """Evidence for which the mutant answers otherwise, or None when there is no such evidence.

    Raises:
        KeyError: mutants of this section cannot be judged on the diagram.
    """
    diagram = endings(content)
    for real, changed in _PAIRS[mutant.section](content, mutant.content, diagram):
        differs = _differs(diagram.diagrams, real, changed)
        if differs != diagram.diagrams.false:
            return diagram.diagrams.example(differs, True) or {}
    return None


def _rules(real: Content, changed: Content, diagram: EndingsDiagram) -> Iterator[Pair]:
    yield _told(real, diagram), _told(changed, diagram)


def _told(content: Content, diagram: EndingsDiagram) -> Node:
    """What the person is told, by the first row that holds: all of it but the row's own name."""
    diagrams = diagram.diagrams
    node = diagrams.false
    for rule in reversed(content.rules):
        when = diagrams.condition(rule.when, diagram.in_force)
        node = diagrams.choose(when, diagrams.leaf(_words_of(rule)), node)
    return node


def _words_of(rule: Rule) -> str:
    return repr((rule.outcome, rule.professional, rule.destination, rule.alternates, rule.also, rule.after))


def _exclusions(real: Content, changed: Content, diagram: EndingsDiagram) -> Iterator[Pair]:
    for professional in real.professionals:
        yield _reason(professional, real, diagram), _reason(professional, changed, diagram)


def _reason(professional: str, content: Content, diagram: EndingsDiagram) -> Node:
    """Why somebody is ruled out: the first reason that holds."""
    diagrams = diagram.diagrams
    node = diagrams.false
    for row in reversed(content.exclusions):
        if professional in row.professionals:
            when = diagrams.condition(row.when, diagram.in_force)
            node = diagrams.choose(when, diagrams.leaf(row.reason), node)
    return node


def _invariants(real: Content, changed: Content, diagram: EndingsDiagram) -> Iterator[Pair]:
    for professional in real.professionals:
        yield _forbidden(professional, real, diagram), _forbidden(professional, changed, diagram)


def _forbidden(professional: str, content: Content, diagram: EndingsDiagram) -> Node:
    diagrams = diagram.diagrams
    return diagrams.any_of(
        diagrams.condition(row.when, diagram.in_force)
        for row in content.invariants
        if professional in row.never
    )


def _clearance(real: Content, changed: Content, diagram: EndingsDiagram) -> Iterator[Pair]:
    """Clearance where it is looked at: for those who start people on exercise."""
    diagrams = diagram.diagrams
    names = {rule.id: rule.professional for rule in real.rules}

    def starts_exercise(leaf: Ending | str | bool) -> bool:
        return isinstance(leaf, str) and names[leaf] in real.clearance_applies_to

    looked_at = diagrams.map_leaves(diagram.rules, starts_exercise)
    yield (
        diagrams.choose(looked_at, _needed(real, diagram), diagrams.false),
        diagrams.choose(looked_at, _needed(changed, diagram), diagrams.false),
    )


def _needed(content: Content, diagram: EndingsDiagram) -> Node:
    diagrams = diagram.diagrams
    # Evidence that no row covers has an answer of its own, so that a hole is a difference.
    node = diagrams.leaf("no row")
    for row in reversed(content.clearance):
        here = diagrams.true if row.needed else diagrams.false
        node = diagrams.choose(diagrams.condition(row.when, diagram.in_force), here, node)
    return node


def _combinations(real: Content, changed: Content, diagram: EndingsDiagram) -> Iterator[Pair]:
    for flag in real.flags:
        yield _raised(flag, real, diagram), _raised(flag, changed, diagram)


def _raised(flag: str, content: Content, diagram: EndingsDiagram) -> Node:
    diagrams = diagram.diagrams
    return diagrams.any_of(
        diagrams.condition(row.when, {}) for row in content.combinations if row.raises == flag
    )


def _differs(diagrams: Diagrams[Ending | str], one: Node, other: Node) -> Node:
    """Where two diagrams have different results."""
    if one == other:
        return diagrams.false
    node = diagrams.false
    for leaf in diagrams.leaves_in(one):
        here = diagrams.leaf_is(one, leaf)
        there = diagrams.leaf_is(other, leaf)
        node = diagrams.any_of(
            (node, diagrams.choose(here, diagrams.choose(there, diagrams.false, here), node))
        )
    return node


_PAIRS = {
    "rules": _rules,
    "exclusions": _exclusions,
    "invariants": _invariants,
    "clearance": _clearance,
    "combinations": _combinations,
}
