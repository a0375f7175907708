"""Proves over all evidence that the content keeps its promises, or shows the evidence that breaks one.

Nothing is sampled: every check is asked of the decision diagram, which stands for every state of
evidence at once (docs/adr/0004-decision-diagram.md). `make verify` prints the counts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot.triage.all_content import load_all_content
from bot.triage.diagram import Node
from bot.triage.endings import Ending, EndingsDiagram, endings
from bot.triage.entries import TIERS, Content
from bot.triage.evidence import NO, UNKNOWN, YES
from bot.triage.longest_interview import longest_interview
from bot.triage.verify_clinic import every_roster_places_everyone, placements_checked
from bot.triage.verify_interview import (
    an_unsure_sign_counts_as_told,
    every_fact_asked_can_matter,
    every_interview_ends,
    order_does_not_count,
)
from bot.triage.violation import Violation


def verify(content: Content) -> list[Violation]:
    """Every violation in the content; none when it keeps its promises."""
    return list(violations(content))


def violations(content: Content) -> Iterator[Violation]:
    """The violations one after another, each as soon as it is found."""
    for check in CHECKS:
        found = list(check(content, endings(content)))
        yield from found
        if any(violation.check == "total" for violation in found):
            return  # The core cannot decide in a table with holes, and what follows asks it to.


def every_state_has_an_outcome(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """The table is total: the last row catches everything."""
    if False in diagram.diagrams.leaves_in(diagram.rules):
        evidence = diagram.diagrams.example(diagram.rules, False) or {}
        yield Violation("total", "no row of routing.yml holds", evidence)


def every_row_can_fire(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """No dead rules, clearance rows, combinations, exclusions or questions."""
    diagrams = diagram.diagrams
    reached = diagrams.leaves_in(diagram.rules)
    for rule in content.rules:
        if rule.id not in reached:
            yield Violation("dead rule", f"{rule.id} can never decide: rows above it always do", {})
    rest = diagrams.true
    for row in content.clearance:
        when = diagrams.condition(row.when, diagram.in_force)
        if diagrams.all_of((rest, when)) == diagrams.false:
            yield Violation("dead clearance row", f"{row.id} can never decide", {})
        rest = diagrams.choose(when, diagrams.false, rest)
    if rest != diagrams.false:
        example = diagrams.example(rest, True) or {}
        yield Violation("total", "no row of clearance.yml holds", example)
    for combination in content.combinations:
        if diagrams.condition(combination.when, {}) == diagrams.false:
            yield Violation("dead combination", f"{combination.id} can never hold", {})
    for exclusion in content.exclusions:
        if diagrams.condition(exclusion.when, diagram.in_force) == diagrams.false:
            yield Violation("dead exclusion", f"{exclusion.id} can never hold", {})
    counts = diagrams.facts_in(diagram.root)
    for question in content.questions.values():
        when = diagrams.condition(question.when, diagram.in_force)
        if when == diagrams.false or not counts & set(question.asks):
            yield Violation("dead question", f"{question.id} can never be asked", {})


def every_professional_is_reached(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """Some evidence leads to each of the six."""
    reached = {ending.professional for ending in _endings(diagram)}
    for professional in content.professionals:
        if professional not in reached:
            yield Violation("unreachable", f"no evidence leads to {professional}", {})


def urgent_outcomes_name_nobody(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """I1: an emergency or same-day outcome names none of the six, not even as an alternate."""
    for ending in _endings(diagram):
        if ending.tier in ("T0", "T1") and (ending.professional or ending.alternates):
            example = diagram.diagrams.example(diagram.root, ending) or {}
            yield Violation("I1", f"an urgent outcome names {ending.professional}", example)


def nobody_is_out_of_scope(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """No rule reaches someone an invariant or an exclusion rules out."""
    diagrams = diagram.diagrams
    guards = [(row.id, row.when, row.never) for row in content.invariants]
    guards += [(row.id, row.when, row.professionals) for row in content.exclusions]
    rules = {rule.id: rule for rule in content.rules}
    for name, condition, professionals in guards:
        when = diagrams.condition(condition, diagram.in_force)
        inside = diagrams.choose(when, diagram.rules, diagrams.false)
        for leaf in sorted(map(str, diagrams.leaves_in(inside) - {False})):
            if rules[leaf].professional in professionals:
                problem = f"row {leaf} names the {rules[leaf].professional}, whom {name} rules out"
                yield Violation("out of scope", problem, diagrams.example(inside, leaf) or {})


def every_invariant_is_explained(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """Whoever an invariant rules out, an exclusion rules out too, with a reason to tell."""
    diagrams = diagram.diagrams
    for invariant in content.invariants:
        when = diagrams.condition(invariant.when, diagram.in_force)
        for professional in invariant.never:
            explained = diagrams.any_of(
                diagrams.condition(exclusion.when, diagram.in_force)
                for exclusion in content.exclusions
                if professional in exclusion.professionals
            )
            silent = diagrams.choose(explained, diagrams.false, when)
            if silent != diagrams.false:
                problem = f"{invariant.id} rules out the {professional} and no exclusion says why"
                yield Violation("unexplained", problem, diagrams.example(silent, True) or {})


def danger_never_lowers_the_tier(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """I9: with one more red flag, told or unsure, the tier stays or rises."""
    diagrams = diagram.diagrams
    for tier in TIERS[:4]:
        urgent = _at_least(diagram, tier)
        for flag in content.flags:
            without, with_flag = (diagrams.under(urgent, {flag: level}) for level in (NO, YES))
            dropped = diagrams.choose(with_flag, diagrams.false, without)
            if dropped != diagrams.false:
                problem = f"adding {flag} makes a case less urgent than {tier}"
                yield Violation("I9", problem, diagrams.example(dropped, True) or {})


def flags_keep_their_tier(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """A red flag told alone is at least as urgent as its tier says, unless something settles it."""
    diagrams = diagram.diagrams
    alone = dict.fromkeys(content.flags, NO)
    nothing = {fact: UNKNOWN for fact in content.facts if fact not in content.flags}
    for flag in content.flags.values():
        node = diagrams.under(diagram.root, {**alone, **nothing, flag.id: YES})
        for ending in diagrams.leaves_in(node):
            if isinstance(ending, Ending) and ending.tier > flag.tier:
                yield Violation("I9", f"{flag.id} alone gives {ending.tier}", {flag.id: YES})


def urgent_signs_stay_urgent(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """Nothing settles a T0 or T1 sign, and an earlier check lowers none that the reference forbids."""
    for flag in content.flags.values():
        if flag.tier in ("T0", "T1") and flag.unless is not None:
            yield Violation("settled danger", f"{flag.id} is {flag.tier} and has an `unless`", {})
    for name in content.never_lowered:
        if content.flags[name].lowered_if_assessed:
            yield Violation("lowered danger", f"{name} must not drop when it was checked before", {})


CHECKS: tuple[Callable[[Content, EndingsDiagram], Iterator[Violation]], ...] = (
    every_state_has_an_outcome,
    every_row_can_fire,
    every_professional_is_reached,
    urgent_outcomes_name_nobody,
    nobody_is_out_of_scope,
    every_invariant_is_explained,
    danger_never_lowers_the_tier,
    flags_keep_their_tier,
    urgent_signs_stay_urgent,
    an_unsure_sign_counts_as_told,
    order_does_not_count,
    every_fact_asked_can_matter,
    every_interview_ends,
    every_roster_places_everyone,
)


def _endings(diagram: EndingsDiagram) -> list[Ending]:
    leaves = diagram.diagrams.leaves_in(diagram.root)
    return [leaf for leaf in leaves if isinstance(leaf, Ending)]


def _at_least(diagram: EndingsDiagram, tier: str) -> Node:
    """A true-or-false diagram: where the ending is as urgent as the tier, or more."""

    def judge(leaf: Ending | str | bool) -> bool:
        return isinstance(leaf, Ending) and leaf.tier <= tier

    return diagram.diagrams.map_leaves(diagram.root, judge)


def main() -> int:
    """Print what was covered and every violation; 1 when there is one."""
    content = load_all_content()
    diagram = endings(content)
    found = verify(content)
    longest = longest_interview(content)
    sys.stdout.write(
        f"content {content.version}\n"
        f"{len(content.rules)} rules, {len(content.flags)} red flags, {len(content.facts)} facts, "
        f"{diagram.diagrams.states:,} states of evidence, as a diagram of "
        f"{len(diagram.diagrams.reach(diagram.root)):,} nodes\n"
        f"no interview has more than {longest} questions\n"
        f"{placements_checked(content, diagram):,} placements, with every roster a clinic may have\n"
        f"{len(CHECKS)} checks, {len(found)} violations\n"
    )
    for violation in found:
        sys.stdout.write(f"- {violation}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
