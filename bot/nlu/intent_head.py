"""The intent classifier's arithmetic: multinomial logistic regression on what a message means and says.

A message is its sentence vector followed by its words. The words are there because the encoder is
nearly blind to the small ones ("do I have" and "I have"); in five-fold cross-validation they
took the wrong answers given with confidence from 12 in a hundred to 9. scikit-learn fits it at training,
without randomness: the same examples in the same order give the same weights. Answering needs NumPy alone.
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
# Where the fit stops: every training example is answered as by a finer fit.
_CLOSE_ENOUGH = 1e-4
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

    `penalty` is the weight of the squared weights against the mean loss of an example.
    Raises IntentHeadError for fewer than two intents.
    """
    from sklearn.linear_model import LogisticRegression  # only training needs it

    counts = Counter(labels)
    if len(counts) < 2:
        raise IntentHeadError("Training needs examples of at least two intents. Add them to bot/data/nlu.")
    seen = Counter(word for text in texts for word in set(_words(text)))
    words = tuple(sorted(word for word, count in seen.items() if count >= _LEAST_EXAMPLES_WITH_WORD))
    shares = 1 / np.sqrt([counts[label] for label in labels])
    learner = LogisticRegression(
        multi_class="multinomial", C=1 / penalty, max_iter=_STEPS, tol=_CLOSE_ENOUGH
    ).fit(_inputs(vectors, texts, words), labels, sample_weight=shares / shares.sum())
    weights, bias = learner.coef_, learner.intercept_
    if len(counts) == 2:
        # scikit-learn keeps one row for two classes, which pulls either way.
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return IntentHead(
        tuple(learner.classes_.tolist()), words, _floats(_places(weights)), _floats(_places(bias))
    )


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
