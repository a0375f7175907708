"""Why a case ended where it did: the answers that counted, and the smallest change that would move it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.triage.assess import Assessment, assess
from bot.triage.conditions import Atom, Condition, atoms
from bot.triage.entries import DANGER, Content, Fact
from bot.triage.evidence import UNKNOWN, Answer, Case


@dataclass(frozen=True)
class UsedFact:
    """An answer that the deciding rule looked at, in the person's own words where we have them."""

    id: str
    value: str
    said: str | None


@dataclass(frozen=True)
class Change:
    """A change of one answer that would lead somewhere else."""

    fact: str
    to: str
    outcome: str
    professional: str | None


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


def would_change(case: Case, content: Content, at_most: int = 3) -> tuple[Change, ...]:
    """Single answers that, had they been different, would lead to another outcome or professional.

    Looks at each fact the person answered, danger signs first and the goal last, and keeps one
    change a destination, so that the list reads as different ways out rather than as near-copies.
    Age is left out: it is nothing a person can change.
    """
    here = assess(case, content)
    seen = {(here.outcome, here.professional)}
    found: list[Change] = []
    for fact in _changeable(case, content):
        for value in fact.values:
            if value == case.value(fact.id):
                continue
            there = assess(case.told({fact.id: Answer(value)}), content)
            if (there.outcome, there.professional) in seen:
                continue
            seen.add((there.outcome, there.professional))
            found.append(Change(fact.id, value, there.outcome, there.professional))
            if len(found) == at_most:
                return tuple(found)
    return tuple(found)


def _changeable(case: Case, content: Content) -> list[Fact]:
    answered = [fact for name, fact in content.facts.items() if name in case.answers]
    last = {"goal": 2}
    answered.sort(key=lambda fact: last.get(fact.id, 0 if fact.id in content.flags else 1))
    return [fact for fact in answered if fact.id != "age"]


def _counted(condition: Condition, case: Case, content: Content) -> Iterator[Atom]:
    """Atoms of the rule that the answers satisfy: these are the reasons worth telling."""
    for atom in atoms(condition):
        if atom.fact == DANGER:
            continue
        fact = content.facts[atom.fact]
        if fact.level(case.value(atom.fact)) in atom.values:
            yield atom
