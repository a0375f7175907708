"""A support vector machine that answers with NumPy alone: near which of the sentences it learnt does one lie?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from bot.nlu.danger_features import Array

# How closely the exemplars are fitted (scikit-learn's C). Three and thirty did as well on the development text.
FIT = 10.0
STORED = ("support", "pull", "bias", "width")


@dataclass(frozen=True)
class KernelMachine:
    """`support` (sentences, directions) are those that count, `pull` how much each counts and to which side.

    `width` says how fast a sentence's pull fades with the squared distance.
    """

    support: Array
    pull: Array
    bias: Array
    width: Array
    _squares: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_squares", (self.support**2).sum(axis=1))

    def margins(self, places: Array) -> Array:
        """For each row the signed distance from the border; above 0 is danger."""
        squares = (places**2).sum(axis=1)[:, None] + self._squares
        apart = np.maximum(squares - 2 * places @ self.support.T, 0)
        result: Array = np.exp(-self.width * apart) @ self.pull + self.bias
        return result

    def arrays(self) -> dict[str, Array]:
        """What to store."""
        return {**{name: getattr(self, name) for name in STORED}, "support": self.support.astype(np.float16)}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, Array]) -> KernelMachine:
        """Read what `arrays` gave."""
        return cls(*(stored[name].astype(np.float32) for name in STORED))


def fitted_machine(places: Array, dangerous: Array) -> KernelMachine:
    """The machine that parts the dangerous rows from the others; both sides count alike, however many they are."""
    from sklearn.svm import SVC  # only training needs it

    # What the learner is to be fitted to is what will be stored.
    rows = places.astype(np.float16).astype(np.float64)
    width = 1 / (rows.shape[1] * rows.var())
    learner = SVC(C=FIT, gamma=width, class_weight="balanced", cache_size=1000).fit(rows, dangerous)
    return KernelMachine(
        learner.support_vectors_.astype(np.float32),
        learner.dual_coef_[0].astype(np.float32),
        learner.intercept_.astype(np.float32),
        np.array([width], dtype=np.float32),
    )
