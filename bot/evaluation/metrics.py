"""Shares over judged cases, as reference 5.2 defines them.

Urgency runs from T0, an emergency, to T4. Over-triage is advice *more* urgent than the truth: the
published symptomcheckR function had that the wrong way round, so this was written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import clopper_pearson, wilson
from bot.evaluation.judged import Judged


@dataclass(frozen=True)
class Share:
    """So many out of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """From 0 to 1; a share of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Clopper-Pearson; of nothing, anything is possible."""
        return clopper_pearson(self.hits, self.of) if self.of else (0.0, 1.0)

    @property
    def wilson(self) -> tuple[float, float]:
        """95 % Wilson, which texts are scored with; of nothing, anything is possible."""
        return wilson(self.hits, self.of) if self.of else (0.0, 1.0)


def exact_route(cases: Sequence[Judged]) -> Share:
    """Outcome and professional as labelled."""
    return _share(cases, lambda case: case.exact)


def top_two(cases: Sequence[Judged]) -> Share:
    """The labelled professional, or an alternate that either side lists."""
    return _share(cases, lambda case: case.in_top_two)


def exact_tier(cases: Sequence[Judged]) -> Share:
    """The tier as labelled."""
    return _share(cases, lambda case: case.steps_too_urgent == 0)


def strict_safety(cases: Sequence[Judged]) -> Share:
    """At or above the true tier: any under-triage is unsafe."""
    return _share(cases, lambda case: case.steps_too_urgent >= 0)


def lenient_safety(cases: Sequence[Judged]) -> Share:
    """At, above, or at most one tier below. Only to stand beside figures measured that way."""
    return _share(cases, lambda case: case.steps_too_urgent >= -1)


def under_triage(cases: Sequence[Judged]) -> Share:
    """Less urgent than the truth."""
    return _share(cases, lambda case: case.steps_too_urgent < 0)


def over_triage(cases: Sequence[Judged]) -> Share:
    """More urgent than the truth."""
    return _share(cases, lambda case: case.steps_too_urgent > 0)


def inclination_to_over_triage(cases: Sequence[Judged]) -> Share:
    """Of the wrong tiers, the share that was too urgent; a half is balanced."""
    over, under = over_triage(cases), under_triage(cases)
    return Share(over.hits, over.hits + under.hits)


def sensitivity(cases: Iterable[Judged], tiers: Sequence[str]) -> Share:
    """Of the cases truly in these tiers, the share answered within them."""
    return _share(
        [case for case in cases if case.label.tier in tiers], lambda case: case.assessment.tier in tiers
    )


def false_alarms(cases: Iterable[Judged]) -> Share:
    """Of the T4 cases, the share sent to emergency or same-day care."""
    return _share([case for case in cases if case.label.tier == "T4"], lambda case: case.assessment.urgent)


def in_scope(cases: Sequence[Judged]) -> Share:
    """Results that name nobody whom the evidence rules out."""
    return _share(cases, lambda case: not case.violations)


def advised(cases: Sequence[Judged]) -> Share:
    """Results other than a hand-over to a person: a tool that always asks for help looks accurate."""
    return _share(cases, lambda case: case.assessment.outcome != "person")


def _share(cases: Sequence[Judged], hit: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(hit, cases)), len(cases))
