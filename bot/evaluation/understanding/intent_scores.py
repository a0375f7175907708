"""Precision, recall and F1 by class, and their mean over classes with an interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.understanding.judgement import Judgement
from bot.evaluation.understanding.labelled_texts import IntentText
from bot.evaluation.understanding.reading import Reading

RESAMPLES = 2000
SEED = 4


@dataclass(frozen=True)
class ClassScore:
    """How often a class was right, said where it was not, and not said where it was."""

    right: int
    too_many: int
    missed: int

    @property
    def texts(self) -> int:
        """How many were of this class."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Of what was said to be of the class, the share that was."""
        return _ratio(self.right, self.right + self.too_many)

    @property
    def recall(self) -> float:
        """Of what was of the class, the share that was said to be."""
        return _ratio(self.right, self.texts)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _ratio(2 * self.right, 2 * self.right + self.too_many + self.missed)


@dataclass(frozen=True)
class MacroF1:
    """The mean F1 of the classes that were labelled, with a 95 % bootstrap interval."""

    value: float
    interval: tuple[float, float]


def final_intents(texts: Sequence[IntentText], readings: Sequence[Reading]) -> Iterator[Judgement]:
    """The intent the conversation goes on with."""
    for text, reading in zip(texts, readings, strict=True):
        yield _judged(text, reading.intent)


def classified_intents(texts: Sequence[IntentText], readings: Sequence[Reading]) -> Iterator[Judgement]:
    """The intent the classifier gave, before the facts had their say."""
    for text, reading in zip(texts, readings, strict=True):
        yield _judged(text, reading.classified)


def class_scores(pairs: Iterable[tuple[str, str]]) -> dict[str, ClassScore]:
    """Scores by class from pairs of what was labelled and what was said; labelled classes only."""
    listed = list(pairs)
    return {
        name: ClassScore(
            sum(wanted == got == name for wanted, got in listed),
            sum(got == name != wanted for wanted, got in listed),
            sum(wanted == name != got for wanted, got in listed),
        )
        for name in sorted({wanted for wanted, _ in listed})
    }


def macro_f1(pairs: Sequence[tuple[str, str]]) -> MacroF1:
    """The mean, and an interval by drawing texts again within each class: their numbers were our choice."""
    scores = class_scores(pairs)
    if not scores:
        return MacroF1(0.0, (0.0, 1.0))
    value = sum(score.f1 for score in scores.values()) / len(scores)
    names = list(scores)
    column = {name: number for number, name in enumerate(names)}
    said = np.array([column.get(got, len(names)) for _, got in pairs])
    rows = [np.array([at for at, (wanted, _) in enumerate(pairs) if wanted == name]) for name in names]
    chance = np.random.default_rng(SEED)
    # counts[draw, wanted, said]; the last column holds what is no labelled class.
    counts = np.zeros((RESAMPLES, len(names), len(names) + 1))
    for wanted, own in enumerate(rows):
        drawn = said[chance.choice(own, size=(RESAMPLES, len(own)))]
        for got in range(len(names) + 1):
            counts[:, wanted, got] = (drawn == got).sum(axis=1)
    right = np.diagonal(counts[:, :, :-1], axis1=1, axis2=2)
    both = counts.sum(axis=2) + counts[:, :, :-1].sum(axis=1)
    means = (2 * right / both).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return MacroF1(value, (float(low), float(high)))


def pairs_of(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    """What was labelled and what was said."""
    return [(one.wanted, one.got) for one in judgements]


def _judged(text: IntentText, got: str) -> Judgement:
    return Judgement(text, text.intent, got, got == text.intent, {"intent": text.intent})


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
