"""How likely a message holds a danger sign, and which: what the lexicons have no words for.

Two logistic regressions over the same features, trained on the exemplars: one tells danger from none, one names
the sign. scikit-learn fits them at training; answering needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.danger_features import Array, Features, features, read, worth_knowing
from bot.nlu.encoder_graph import DIMENSIONS
from bot.nlu.exemplars import Exemplar
from bot.nlu.segments import segments_of

# How closely the exemplars are fitted (scikit-learn's C). Ten and thirty did equally well on the development text.
FIT = 10.0
# Where the fit stops. Finer took three times as long and named no more signs right.
CLOSE_ENOUGH = 0.01


class DangerHeadError(ValueError):
    """The stored weights cannot be used. The message says what to do."""


@dataclass(frozen=True)
class Suspicion:
    """`likelihood` of danger, 0 to 1, and the signs it could be, likeliest first, with their shares (sum 1).

    `start` and `end` are the characters of the message that look most like it.
    """

    likelihood: float
    signs: tuple[tuple[str, float], ...]
    start: int
    end: int


@dataclass(frozen=True)
class DangerHead:
    """Row 0 of the weights is danger against none, the others one sign each; a column for each feature."""

    known: tuple[str, ...]
    signs: tuple[str, ...]
    weights: Array
    biases: Array
    column: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        if self.weights.shape != (len(self.signs) + 1, DIMENSIONS + len(self.known)):
            raise DangerHeadError("The stored danger weights do not fit together. Train again: make train")
        object.__setattr__(self, "column", {said: number for number, said in enumerate(self.known)})

    def suspect(self, message: str) -> Suspicion | None:
        """What the message makes one suspect, or None when it has no words.

        The likelihood is the mean of the whole message's and of its most alarming part's: a part alone can be out
        of context ("my dad fainted", then "I only have a sore heel"), the whole can drown a sign in passing.
        """
        parts = segments_of(message)
        if not parts:
            return None
        # A message of one part is looked at once.
        whole = [] if len(parts) == 1 else [message]
        scores = self._scores([*whole, *(part.text for part in parts)])
        danger = 1 / (1 + np.exp(-scores[:, 0]))
        worst = len(whole) + int(danger[len(whole) :].argmax())
        shares = (_softmax(scores[:, 1:]) * danger[:, None]).max(axis=0)
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        part = parts[worst - len(whole)]
        return Suspicion(
            float(danger[0] + danger[worst]) / 2,
            tuple((self.signs[sign], float(shares[sign])) for sign in order),
            part.start,
            part.end,
        )

    def _scores(self, sentences: Sequence[str]) -> Array:
        seen = features([read(sentence) for sentence in sentences], self.column)
        return np.stack([self._score(sentence) for sentence in seen])

    def _score(self, seen: Features) -> Array:
        score = self.weights[:, :DIMENSIONS] @ seen.vector + self.biases
        if seen.said:
            columns = DIMENSIONS + np.fromiter(seen.said, dtype=np.intp)
            score = score + self.weights[:, columns] @ np.fromiter(seen.said.values(), dtype=np.float32)
        result: Array = score
        return result

    def save(self, path: Path) -> None:
        """Write arrays only: nothing in the file is ever run."""
        np.savez_compressed(
            path,
            known=np.array(self.known),
            signs=np.array(self.signs),
            weights=self.weights.astype(np.float16),
            biases=self.biases,
        )

    @classmethod
    def load(cls, path: Path) -> DangerHead:
        """Read what `save` wrote. Raises DangerHeadError when the parts do not fit together."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                tuple(stored["known"].tolist()),
                tuple(stored["signs"].tolist()),
                stored["weights"].astype(np.float32),
                stored["biases"],
            )


def train_head(exemplars: Sequence[Exemplar], harmless: Sequence[str], alarming: Sequence[str]) -> DangerHead:
    """Fit both. `harmless` and `alarming` are further sentences, without and with a danger sign not named."""
    from scipy.sparse import csr_matrix, hstack  # only training needs these two
    from sklearn.linear_model import LogisticRegression

    texts = [*(exemplar.text for exemplar in exemplars), *harmless, *alarming]
    sentences = [read(text) for text in texts]
    known = worth_knowing(sentences)
    seen = features(sentences, {said: number for number, said in enumerate(known)})
    said = csr_matrix(
        (
            [weight for row in seen for weight in row.said.values()],
            (
                [number for number, row in enumerate(seen) for _ in row.said],
                [at for row in seen for at in row.said],
            ),
        ),
        shape=(len(texts), len(known)),
    )
    inputs = hstack([csr_matrix(np.stack([row.vector for row in seen])), said], format="csr")
    flags = np.array([exemplar.flag or "" for exemplar in exemplars])
    dangerous = np.concatenate([flags != "", np.zeros(len(harmless), bool), np.ones(len(alarming), bool)])

    def fitted(rows: Any, labels: Any) -> LogisticRegression:
        model = LogisticRegression(C=FIT, max_iter=1000, tol=CLOSE_ENOUGH, class_weight="balanced")
        return model.fit(inputs[rows], labels)

    danger = fitted(range(len(texts)), dangerous)
    named = np.flatnonzero(flags != "")
    naming = fitted(named, flags[named])
    return DangerHead(
        known,
        tuple(naming.classes_.tolist()),
        np.vstack([danger.coef_, naming.coef_]).astype(np.float32),
        np.concatenate([danger.intercept_, naming.intercept_]).astype(np.float32),
    )


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result
