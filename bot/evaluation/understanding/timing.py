"""How long a message takes, by component and as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.evaluation.understanding.reading import Reading

ALTOGETHER = "the whole pass"
LEAST_MESSAGES = 200
"""Under this many, a 95th percentile says little."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds over so many messages."""

    component: str
    messages: int
    median: float
    percentile_95: float


def timings(readings: Sequence[Reading]) -> list[Timing]:
    """By component, in the order they run, the whole pass last."""
    components = list(dict.fromkeys(name for reading in readings for name in reading.milliseconds))
    return [
        _timing(name, sorted(one.milliseconds[name] for one in readings if name in one.milliseconds))
        for name in components
    ]


def _timing(component: str, took: Sequence[float]) -> Timing:
    return Timing(component, len(took), median(took), took[math.ceil(0.95 * len(took)) - 1])
