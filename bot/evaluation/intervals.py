"""Confidence intervals for shares and for the loss between two, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Callable

HALVINGS = 50
NORMAL_95 = 1.959964
"""How many standard deviations hold 95 % of a normal distribution, either side."""


def clopper_pearson(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson for `hits` out of `of`, as shares from 0 to 1.

    Chosen because it never covers less than it says, also at 0 % and 100 % (reference 5.2).

    Raises:
        ValueError: no trials, or more hits than trials.
    """
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is not a share; count at least one case")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _share_where(lambda p: _at_least(hits, of, p) > tail)
    high = 1.0 if hits == of else _share_where(lambda p: _at_least(hits + 1, of, p) > 1 - tail)
    return low, high


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of Wilson (1927) for `hits` out of `of`, as shares from 0 to 1.

    Raises:
        ValueError: no trials, or more hits than trials.
    """
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is not a share; count at least one case")
    share, squared = hits / of, NORMAL_95**2
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = NORMAL_95 / (1 + squared / of) * math.sqrt(share * (1 - share) / of + squared / (4 * of * of))
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == of else middle + half
    return low, high


def paired_loss(lost: int, gained: int, of: int) -> tuple[float, float]:
    """The 95 % interval for `(lost - gained) / of`, the loss between two judgements of the same cases.

    Only the pairs that changed count, as in McNemar's test; half a case is added to each kind of pair, as
    Agresti and Min (2005) advise, so that no change at all still leaves some room.

    Raises:
        ValueError: no pairs, or more changes than pairs.
    """
    if min(lost, gained) < 0 or lost + gained > of or of == 0:
        raise ValueError(f"{lost} lost and {gained} gained of {of} is no count of pairs; count at least one")
    pairs = of + 2
    away, back = (lost + 0.5) / pairs, (gained + 0.5) / pairs
    half = NORMAL_95 * math.sqrt((away + back - (away - back) ** 2) / pairs)
    return max(-1.0, away - back - half), min(1.0, away - back + half)


def _share_where(true_above: Callable[[float], bool]) -> float:
    """The share from which on the condition holds, found by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if true_above(middle) else (middle, high)
    return (low + high) / 2


def _at_least(hits: int, of: int, share: float) -> float:
    """The chance of `hits` or more out of `of`. In logarithms, since the factors overflow."""
    return math.fsum(math.exp(_log_chance(count, of, share)) for count in range(hits, of + 1))


def _log_chance(hits: int, of: int, share: float) -> float:
    ways = math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
    return ways + hits * math.log(share) + (of - hits) * math.log1p(-share)
