"""The rows of the content, as the core uses them: facts, red flags, questions, rules, exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.triage.conditions import Condition
from bot.triage.evidence import NO, UNKNOWN, YES

TIERS = ("T0", "T1", "T2", "T3", "T4")
OUTCOMES = (
    "emergency",
    "same_day",
    "physician_first",
    "recommendation",
    "outside_scope",
    "person",
)
INPUTS = ("choice", "choices", "number", "text")
DANGER = "danger"
DANGER_LEVELS = ("T0", "T1", "T2", "T2_msk", "T3", "T4")
BY_FLAG = "by_flag"


@dataclass(frozen=True)
class Fact:
    """One thing we can know. `level_of` maps each value a person may answer to what rules see.

    For most facts that is the value itself; a 0 to 10 score has bands. `groups` name sets of levels.
    """

    id: str
    level_of: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    source: str

    @property
    def values(self) -> tuple[str, ...]:
        """What a person may answer, besides not sure."""
        return tuple(self.level_of)

    @property
    def levels(self) -> tuple[str, ...]:
        """What rules can tell apart, besides `unknown`."""
        return tuple(dict.fromkeys(self.level_of.values()))

    @property
    def is_yes_no(self) -> bool:
        """Whether the answer is yes or no."""
        return self.values == (YES, NO)

    def level(self, value: str | None) -> str:
        """What rules see for an answer; unasked reads as `unknown`."""
        return UNKNOWN if value is None or value == UNKNOWN else self.level_of[value]

    @classmethod
    def yes_no(cls, name: str, source: str) -> Fact:
        """A fact answered by yes or no."""
        return cls(name, {YES: YES, NO: NO}, {}, source)


@dataclass(frozen=True)
class RedFlag:
    """A danger sign: how urgent it is and who has to see it.

    `cause` is `msk` when a sports medicine doctor is the right doctor for a T2 sign. `unless` is
    the evidence that settles it (a cardiologist's OK after a heart attack); `lowered_if_assessed`
    drops it one tier once a doctor has checked this same episode (reference 2.1).
    """

    id: str
    tier: str
    destination: str
    cause: str
    lowered_if_assessed: bool
    unless: Condition | None
    source: str


@dataclass(frozen=True)
class Combination:
    """Evidence that together raises a red flag (reference 2.6, combination raisers)."""

    id: str
    when: Condition
    raises: str
    source: str


@dataclass(frozen=True)
class Question:
    """One thing we may ask. With several facts it is a tick list of yes/no facts."""

    id: str
    asks: tuple[str, ...]
    input: str
    when: Condition
    safety: bool
    source: str

    @property
    def is_bundle(self) -> bool:
        """Whether this is a tick list."""
        return self.input == "choices"


@dataclass(frozen=True)
class Rule:
    """One row of the routing table. `after` names who may follow once a doctor has seen them."""

    id: str
    when: Condition
    outcome: str
    professional: str | None
    destination: str | None
    alternates: tuple[str, ...]
    also: tuple[str, ...]
    after: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Exclusion:
    """Evidence that rules professionals out, with the reason's code."""

    id: str
    professionals: tuple[str, ...]
    when: Condition
    reason: str
    source: str


@dataclass(frozen=True)
class Invariant:
    """Evidence under which these professionals must never be the answer (reference 4.3)."""

    id: str
    never: tuple[str, ...]
    when: Condition
    source: str


@dataclass(frozen=True)
class ClearanceRow:
    """One row of the exercise-clearance table."""

    id: str
    when: Condition
    needed: bool
    source: str


@dataclass(frozen=True)
class SafetyNet:
    """Urgent signs to tell with a result: which ones, and for whom."""

    id: str
    when: Condition
    source: str


@dataclass(frozen=True)
class Content:
    """All of it, validated. `version` is a hash over every content file."""

    facts: Mapping[str, Fact]
    flags: Mapping[str, RedFlag]
    combinations: tuple[Combination, ...]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]
    invariants: tuple[Invariant, ...]
    never_lowered: tuple[str, ...]
    clearance: tuple[ClearanceRow, ...]
    clearance_applies_to: tuple[str, ...]
    safety_net: tuple[SafetyNet, ...]
    professionals: tuple[str, ...]
    version: str
