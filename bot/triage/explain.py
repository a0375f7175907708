"""Why a case ended where it did: the answers that counted. What would move it is in changes.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.triage.assess import Assessment
from bot.triage.conditions import Atom, Condition, atoms
from bot.triage.entries import DANGER, Content
from bot.triage.evidence import UNKNOWN, Case


@dataclass(frozen=True)
class UsedFact:
    """An answer that the deciding rule looked at, in the person's own words where we have them."""

    id: str
    value: str
    said: str | None


def used_facts(case: Case, assessment: Assessment, content: Content) -> tuple[UsedFact, ...]:
    """The answers behind the result, in the order of the content: raised flags, then the rule's facts."""
    rule = next(rule for rule in content.rules if rule.id == assessment.rule)
    wanted = {flag.id for flag in assessment.flags}
    for flag in assessment.flags:
        for combination in content.combinations:
            if combination.id == flag.combination:
                wanted |= {atom.fact for atom in atoms(combination.when)}
    wanted |= {atom.fact for atom in _counted(rule.when, case, content)}
    return tuple(
        UsedFact(fact, answer.value, answer.said)
        for fact in content.facts
        if fact in wanted and (answer := case.answers.get(fact)) and answer.value != UNKNOWN
    )


def _counted(condition: Condition, case: Case, content: Content) -> Iterator[Atom]:
    """Atoms of the rule that the answers satisfy: these are the reasons worth telling."""
    for atom in atoms(condition):
        if atom.fact == DANGER:
            continue
        fact = content.facts[atom.fact]
        if fact.level(case.value(atom.fact)) in atom.values:
            yield atom
