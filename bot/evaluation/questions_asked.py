"""How many questions an interview took after the opening text, and which ones."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.judged import Judged


@dataclass(frozen=True)
class QuestionsAsked:
    """The spread over interviews. `often` has each question's share of the interviews, most first."""

    median: float
    percentile_95: int
    most: int
    counts: tuple[tuple[int, int], ...]
    often: tuple[tuple[str, float], ...]


def questions_asked(cases: Sequence[Judged]) -> QuestionsAsked:
    """Counts every question after the opening, the second tries about danger included."""
    numbers = sorted(len(case.asked) for case in cases)
    interviews = Counter(question for case in cases for question in set(case.asked))
    return QuestionsAsked(
        median=statistics.median(numbers),
        percentile_95=percentile(numbers, 95),
        most=numbers[-1],
        counts=tuple(sorted(Counter(numbers).items())),
        often=tuple((question, times / len(cases)) for question, times in interviews.most_common()),
    )


def percentile(numbers: Sequence[int], percent: int) -> int:
    """The smallest number that at least this share of them do not exceed (nearest rank)."""
    rank = math.ceil(percent * len(numbers) / 100)
    return sorted(numbers)[max(rank, 1) - 1]
