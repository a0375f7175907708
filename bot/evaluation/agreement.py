"""How far two labellers agree: the label of a vignette, and the one derived from the sources again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.vignettes import Label, Vignette


@dataclass(frozen=True)
class Agreement:
    """Over how many cases, the share in agreement, and Cohen's kappa (1 full, 0 as by chance).

    Kappa is None when chance alone explains full agreement, because both used one and the same label.
    """

    cases: int
    agreed: int
    kappa: float | None


def route_agreement(vignettes: Iterable[Vignette]) -> Agreement:
    """On outcome and professional together, over the vignettes that have both labels."""
    return _agreement(vignettes, lambda label: (label.outcome, label.professional))


def tier_agreement(vignettes: Iterable[Vignette]) -> Agreement:
    """On the tier, over the vignettes that have both labels."""
    return _agreement(vignettes, lambda label: label.tier)


def disagreements(vignettes: Iterable[Vignette]) -> list[Vignette]:
    """Vignettes whose labels differ in outcome, professional or tier, for a third person to settle."""
    return [
        vignette
        for vignette in vignettes
        if vignette.second_label is not None and _said(vignette.label) != _said(vignette.second_label)
    ]


def cohens_kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Agreement beyond chance; None where chance alone is already full agreement."""
    total = len(pairs)
    observed = sum(first == second for first, second in pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(times * seconds[category] for category, times in firsts.items())
    if by_chance == total * total:
        return None
    return (observed * total - by_chance) / (total * total - by_chance)


def _agreement(vignettes: Iterable[Vignette], part: Callable[[Label], object]) -> Agreement:
    pairs = [
        (part(vignette.label), part(vignette.second_label))
        for vignette in vignettes
        if vignette.second_label is not None
    ]
    agreed = sum(first == second for first, second in pairs)
    return Agreement(len(pairs), agreed, cohens_kappa(pairs))


def _said(label: Label) -> tuple[str, str, str | None]:
    return label.outcome, label.tier, label.professional
