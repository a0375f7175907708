"""How likely a message holds a danger sign, and which: what the lexicons have no words for.

Trained on the exemplars: a support vector machine tells danger from none, a logistic regression names the sign.
scikit-learn fits them at training; answering needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.nlu.danger_features import Array, features, read, worth_knowing
from bot.nlu.danger_space import DangerSpace, fitted_space
from bot.nlu.encoder_graph import DIMENSIONS
from bot.nlu.exemplars import Exemplar
from bot.nlu.kernel_machine import KernelMachine, fitted_machine
from bot.nlu.segments import segments_of

# How closely the naming fits the exemplars (scikit-learn's C). Ten and thirty did equally well on the development text.
FIT = 10.0
# Where its fit stops. Finer took three times as long and named no more signs right.
CLOSE_ENOUGH = 0.01
# A margin of 1 is where the machine is sure. It becomes a number from 0 to 1 that ranks; it is no frequency.
STEEPNESS = 2.0


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
    """`space` and `machine` tell danger; `naming` has a row for each sign over the meaning, with its bias last."""

    known: tuple[str, ...]
    signs: tuple[str, ...]
    space: DangerSpace
    machine: KernelMachine
    naming: Array
    column: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        directions = len(self.space.meanings) + len(self.space.wordings)
        fits = (
            self.space.wordings.shape[1] == len(self.known)
            and self.machine.support.shape[1] == directions
            and self.naming.shape == (len(self.signs), DIMENSIONS + 1)
        )
        if not fits:
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
        seen = features(
            [read(sentence) for sentence in (*whole, *(part.text for part in parts))], self.column
        )
        places = np.stack([self.space.place(sentence) for sentence in seen])
        danger = 1 / (1 + np.exp(-STEEPNESS * self.machine.margins(places)))
        worst = len(whole) + int(danger[len(whole) :].argmax())
        meanings = np.stack([sentence.vector[-DIMENSIONS:] for sentence in seen])
        named = _softmax(meanings @ self.naming[:, :-1].T + self.naming[:, -1])
        shares = (named * danger[:, None]).max(axis=0)
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        part = parts[worst - len(whole)]
        return Suspicion(
            float(danger[0] + danger[worst]) / 2,
            tuple((self.signs[sign], float(shares[sign])) for sign in order),
            part.start,
            part.end,
        )

    def save(self, path: Path) -> None:
        """Write arrays only: nothing in the file is ever run."""
        np.savez_compressed(
            path,
            known=np.array(self.known),
            signs=np.array(self.signs),
            naming=self.naming.astype(np.float16),
            **self.space.arrays(),
            **self.machine.arrays(),
        )

    @classmethod
    def load(cls, path: Path) -> DangerHead:
        """Read what `save` wrote. Raises DangerHeadError when the parts do not fit together."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                tuple(stored["known"].tolist()),
                tuple(stored["signs"].tolist()),
                DangerSpace.from_arrays(stored),
                KernelMachine.from_arrays(stored),
                stored["naming"].astype(np.float32),
            )


def train_head(exemplars: Sequence[Exemplar], harmless: Sequence[str], alarming: Sequence[str]) -> DangerHead:
    """Fit both. `harmless` and `alarming` are further sentences, without and with a danger sign not named."""
    from sklearn.linear_model import LogisticRegression  # only training needs it

    texts = [*(exemplar.text for exemplar in exemplars), *harmless, *alarming]
    sentences = [read(text) for text in texts]
    known = worth_knowing(sentences)
    seen = features(sentences, {said: number for number, said in enumerate(known)})
    flags = np.array([exemplar.flag or "" for exemplar in exemplars])
    dangerous = np.concatenate([flags != "", np.zeros(len(harmless), bool), np.ones(len(alarming), bool)])
    space = fitted_space(seen, len(known))
    machine = fitted_machine(np.stack([space.place(sentence) for sentence in seen]), dangerous)
    signs = [number for number, flag in enumerate(flags) if flag]
    meanings = np.stack([seen[number].vector[-DIMENSIONS:] for number in signs])
    model = LogisticRegression(C=FIT, max_iter=1000, tol=CLOSE_ENOUGH, class_weight="balanced")
    model.fit(meanings, flags[signs])
    naming = np.hstack([model.coef_, model.intercept_[:, None]]).astype(np.float32)
    return DangerHead(known, tuple(model.classes_.tolist()), space, machine, naming)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result
