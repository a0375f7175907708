"""The sentence encoder against bag-of-words: one learner, one split, two ways to see a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from bot.evaluation.intervals import paired_loss
from bot.evaluation.metrics import Share
from bot.evaluation.understanding.intent_scores import MacroF1, macro_f1

Example = tuple[str, str]
"""A text and its intent."""
# What five-fold cross-validation over 1, 10 and 100 changes is one text in 250, for minutes of work.
_REGULARISATION = 10.0
_ITERATIONS = 2000


@dataclass(frozen=True)
class Comparison:
    """Accuracy and macro-F1 of either, and the gain in accuracy of the encoder with its 95 % interval."""

    encoder: Share
    words: Share
    encoder_f1: MacroF1
    words_f1: MacroF1
    gain: float
    interval: tuple[float, float]


def compare(
    learnt: Sequence[Example],
    held_out: Sequence[Example],
    encode: Callable[[Sequence[str]], NDArray],
) -> Comparison:
    """Train both on `learnt` and judge both on `held_out`. `encode` gives one row for each text."""
    texts, labels = [text for text, _ in learnt], [label for _, label in learnt]
    unseen, wanted = [text for text, _ in held_out], [label for _, label in held_out]
    bag = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    by_words = _learn_and_say(bag.fit_transform(texts), labels, bag.transform(unseen))
    by_encoder = _learn_and_say(encode(texts), labels, encode(unseen))
    gained = sum(
        ours == label != theirs for label, ours, theirs in zip(wanted, by_encoder, by_words, strict=True)
    )
    lost = sum(
        theirs == label != ours for label, ours, theirs in zip(wanted, by_encoder, by_words, strict=True)
    )
    encoder, words = _accuracy(wanted, by_encoder), _accuracy(wanted, by_words)
    return Comparison(
        encoder,
        words,
        macro_f1(list(zip(wanted, by_encoder, strict=True))),
        macro_f1(list(zip(wanted, by_words, strict=True))),
        encoder.value - words.value,
        paired_loss(gained, lost, len(wanted)),
    )


def _learn_and_say(seen: object, labels: Sequence[str], unseen: object) -> list[str]:
    learner = LogisticRegression(C=_REGULARISATION, max_iter=_ITERATIONS, class_weight="balanced")
    return [str(label) for label in learner.fit(seen, labels).predict(unseen)]


def _accuracy(wanted: Sequence[str], said: Sequence[str]) -> Share:
    return Share(sum(one == other for one, other in zip(wanted, said, strict=True)), len(wanted))
