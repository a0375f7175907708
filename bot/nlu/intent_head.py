"""The intent classifier's arithmetic: multinomial logistic regression on what a message means and says.

A message is its sentence vector followed by its words. The words are there because the encoder is
nearly blind to the small ones ("do I have" and "I have"); in five-fold cross-validation they
took the wrong answers given with confidence from 12 in a hundred to 9. Plain NumPy and no randomness:
the same examples in the same order give the same weights.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float32]

_STEPS = 1000
_CLOSE_ENOUGH = 1e-5
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|\?")
_WORD_WEIGHT = 0.5
_LEAST_EXAMPLES_WITH_WORD = 2


class IntentHeadError(ValueError):
    """The examples or the stored weights cannot be used. The message says what to do."""


@dataclass(frozen=True)
class IntentHead:
    """One row of weights and one bias for each intent."""

    intents: tuple[str, ...]
    words: tuple[str, ...]
    weights: Array
    bias: Array

    def probabilities(self, vectors: Array, texts: Sequence[str]) -> Array:
        """Return shape (len(texts), len(intents)); every row adds up to one."""
        return _softmax(_inputs(vectors, texts, self.words) @ self.weights.T + self.bias)

    def to_json(self) -> str:
        return json.dumps(
            {
                "intents": self.intents,
                "words": self.words,
                "weights": _places(self.weights),
                "bias": _places(self.bias),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "IntentHead":
        """Read what `to_json` wrote. Raises IntentHeadError when the parts do not fit together."""
        stored = json.loads(text)
        intents, words = tuple(stored["intents"]), tuple(stored["words"])
        head = cls(intents, words, _floats(stored["weights"]), _floats(stored["bias"]))
        if head.weights.ndim != 2 or not len(intents) == len(head.weights) == len(head.bias):
            raise IntentHeadError("The stored intent weights do not fit together. Train again: make train")
        return head


def train_head(vectors: Array, texts: Sequence[str], labels: Sequence[str], penalty: float) -> IntentHead:
    """Fit the weights. An intent counts by the square root of its number of examples.

    `penalty` is the weight of the squared weights against the mean loss of an example. Nesterov's
    method with a fixed step: the loss is convex, so there is one answer and no seed.
    Raises IntentHeadError for fewer than two intents.
    """
    intents = tuple(sorted(set(labels)))
    if len(intents) < 2:
        raise IntentHeadError("Training needs examples of at least two intents. Add them to bot/data/nlu.")
    seen = Counter(word for text in texts for word in set(_words(text)))
    words = tuple(sorted(word for word, count in seen.items() if count >= _LEAST_EXAMPLES_WITH_WORD))
    column = {intent: number for number, intent in enumerate(intents)}
    rows = np.array([column[label] for label in labels])
    shares = _floats(1.0 / np.sqrt(np.bincount(rows)[rows]))
    shares /= shares.sum()
    # The last column is the bias; it is not penalised.
    inputs = np.hstack([_inputs(vectors, texts, words), np.ones((len(rows), 1), np.float32)])
    wanted = np.eye(len(intents), dtype=np.float32)[rows]
    penalties = np.full(inputs.shape[1], penalty, np.float32)
    penalties[-1] = 0.0

    # The steepest the loss can curve, and so the longest safe step.
    curve = 0.5 * float(np.linalg.norm(inputs * np.sqrt(shares)[:, None], ord=2)) ** 2 + penalty
    momentum = float((curve**0.5 - penalty**0.5) / (curve**0.5 + penalty**0.5))
    current = np.zeros((len(intents), inputs.shape[1]), np.float32)
    ahead = current
    for _ in range(_STEPS):
        errors = (_softmax(inputs @ ahead.T) - wanted) * shares[:, None]
        slope = errors.T @ inputs + ahead * penalties
        following = ahead - slope / curve
        ahead = following + momentum * (following - current)
        current = following
        if np.abs(slope).max() < _CLOSE_ENOUGH:
            break
    return IntentHead(intents, words, _floats(_places(current[:, :-1])), _floats(_places(current[:, -1])))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def _inputs(vectors: Array, texts: Sequence[str], words: Sequence[str]) -> Array:
    """The sentence vectors, then one column a word; a text's words together weigh half its vector."""
    column = {word: number for number, word in enumerate(words)}
    said = np.zeros((len(texts), len(words)), np.float32)
    for row, text in enumerate(texts):
        spoken = set(_words(text))
        known = [column[word] for word in spoken if word in column]
        said[row, known] = _WORD_WEIGHT / max(len(spoken), 1) ** 0.5
    return np.hstack([_floats(vectors), said])


def _floats(numbers: ArrayLike) -> Array:
    return np.asarray(numbers, dtype=np.float32)


def _places(numbers: Array) -> Any:
    """Nested lists with six places: a small file, far finer than the fit, and read back exactly."""
    return numbers.astype(np.float64).round(6).tolist()


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result
