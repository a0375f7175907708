"""The case tables of `tests/triage`: what each case expects, held against any content.

A table says what a clinician expects of one small piece of evidence: the row that decides, the tier of
a red flag, the question that is asked. Facts that a case does not list were never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.triage.assess import assess
from bot.triage.conditions import holds
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, next_question
from bot.triage.red_flags import level_of, raised_flags

DOCTORS_OK = ("doctor_cleared", "surgery_cleared")


class TableCase(Protocol):
    """A row of a table, which can be held against any content."""

    @property
    def name(self) -> str:
        """The case in words."""

    def broken_by(self, content: Content) -> str | None:
        """What the content does otherwise; None when it does as expected."""


@dataclass(frozen=True)
class RoutingCase:
    """Evidence, and who is named for it by which row. What is None is not looked at."""

    name: str
    evidence: Case
    rule: str
    professional: str | None
    tier: str | None
    clearance: bool | None
    alternates: tuple[str, ...] | None
    excluded: Mapping[str, str] | None

    def broken_by(self, content: Content) -> str | None:
        """What the content does otherwise; None when it does as expected."""
        try:
            got = assess(self.evidence, content)
        except StopIteration:
            return "no row holds any more"
        excluded = {row.professional: row.reason for row in got.excluded}
        if (self.rule, self.professional) != (got.rule, got.professional):
            return f"{self.rule} ({self.professional}) became {got.rule} ({got.professional})"
        looked_at: list[tuple[object, object]] = [
            (self.tier, got.tier),
            (self.clearance, got.clearance_needed),
            (self.alternates, got.alternates),
            (self.excluded, excluded),
        ]
        return next((f"{was!r} became {is_!r}" for was, is_ in looked_at if was not in (None, is_)), None)


@dataclass(frozen=True)
class TierCase:
    """A red flag told alone: its tier and place, and what makes it less urgent (reference section 2)."""

    name: str
    tier: str
    destination: str
    lowered_if_assessed: bool
    never_lowered: bool
    unless: Mapping[str, str]

    def broken_by(self, content: Content) -> str | None:
        """What the content does otherwise; None when it does as expected."""
        settled = "T3" if self.unless else self.tier
        lower = f"T{int(self.tier[1]) + 1}" if self.lowered_if_assessed else self.tier
        another_ok = {fact: YES for fact in DOCTORS_OK if fact not in self.unless}
        looked_at = [
            ("told alone", self.tier, self._tier_with({}, content)),
            ("checked before", lower, self._tier_with({"assessed_this_episode": YES}, content)),
            ("settled", settled, self._tier_with(self.unless, content)),
            ("another OK given", self.tier, self._tier_with(another_ok, content)),
            ("sent to", self.destination, content.flags[self.name].destination),
        ]
        for when, was, is_ in looked_at:
            if was != is_:
                return f"{when}: {was} became {is_}"
        if self.never_lowered != (self.name in content.never_lowered):
            return "whether an earlier check may ever lower it changed"
        return None

    def _tier_with(self, facts: Mapping[str, str], content: Content) -> str:
        raised = raised_flags(evidence_of({self.name: YES, **facts}), content)
        return next(flag.tier for flag in raised if flag.id == self.name)


@dataclass(frozen=True)
class InvariantCase:
    """Evidence, and which professionals each invariant then forbids (reference 4.3)."""

    name: str
    evidence: Case
    never: Mapping[str, tuple[str, ...]]

    def broken_by(self, content: Content) -> str | None:
        """What the content does otherwise; None when it does as expected."""
        level = level_of(self.evidence, content)
        got = {row.id: row.never for row in content.invariants if holds(row.when, level)}
        return None if got == self.never else f"{self.never!r} became {got!r}"


@dataclass(frozen=True)
class QuestionCase:
    """What is told at the start, and which facts a question then asks; none: it is never asked.

    Other questions are answered with "none", "no" or "not sure".
    """

    name: str
    question: str
    told: Case
    asks: tuple[str, ...]
    safety: bool

    def broken_by(self, content: Content) -> str | None:
        """What the content does otherwise; None when it does as expected."""
        for asking in interview(self.told, content):
            if asking.id == self.question:
                got = (asking.facts, asking.safety)
                return None if got == (self.asks, self.safety) else f"{(self.asks, self.safety)} became {got}"
        return f"{self.question} is not asked" if self.asks else None


@dataclass(frozen=True)
class CaseTables:
    """All tables."""

    routing: tuple[RoutingCase, ...]
    tiers: tuple[TierCase, ...]
    invariants: tuple[InvariantCase, ...]
    questions: tuple[QuestionCase, ...]


def first_broken(cases: Iterable[TableCase], content: Content) -> str | None:
    """The first case that the content does otherwise; None when it does as all of them expect."""
    return next((case.name for case in cases if case.broken_by(content) is not None), None)


def interview(told: Case, content: Content) -> Iterator[Asking]:
    """The questions that follow, each answered with "no" or, where that is no answer, "not sure"."""
    case = told
    while (asking := next_question(case, content)) is not None:
        yield asking
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
        else:
            absent = {fact: NO if content.facts[fact].is_yes_no else UNKNOWN for fact in asking.facts}
            case = case.told({fact: Answer(value) for fact, value in absent.items()}, asking.id)


def evidence_of(facts: Mapping[str, str]) -> Case:
    """These answers and no others."""
    return Case({fact: Answer(value) for fact, value in facts.items()})
