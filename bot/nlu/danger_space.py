"""The space the danger head judges in: what sentences mean and say, in a few hundred directions that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.danger_features import Array, Features

# Of 1,920 directions of meaning these hold nine tenths of the spread; more did no better on the development text.
MEANINGS = 256
WORDINGS = 200
STORED = ("centre", "meanings", "wordings")


@dataclass(frozen=True)
class DangerSpace:
    """`centre` (1920) and `meanings` (directions, 1920) place a vector, `wordings` (directions, known) its words."""

    centre: Array
    meanings: Array
    wordings: Array

    def place(self, seen: Features) -> Array:
        """Where a sentence lies: one float a direction."""
        said = np.zeros(len(self.wordings), np.float32)
        if seen.said:
            columns = np.fromiter(seen.said, dtype=np.intp)
            said = self.wordings[:, columns] @ np.fromiter(seen.said.values(), dtype=np.float32)
        return np.concatenate([self.meanings @ (seen.vector - self.centre), said])

    def arrays(self) -> dict[str, Array]:
        """What to store; half the digits are far finer than the fit."""
        return {name: getattr(self, name).astype(np.float16) for name in STORED}

    @classmethod
    def from_arrays(cls, stored: Mapping[str, Array]) -> DangerSpace:
        """Read what `arrays` gave."""
        return cls(*(stored[name].astype(np.float32) for name in STORED))


def fitted_space(seen: Sequence[Features], words_known: int) -> DangerSpace:
    """The directions in which these sentences differ most, by principal components and latent semantic analysis."""
    from scipy.sparse import csr_matrix  # only training needs these
    from sklearn.decomposition import PCA, TruncatedSVD

    vectors = np.stack([sentence.vector for sentence in seen])
    fewest = min(len(seen), words_known) - 1
    meanings = PCA(min(MEANINGS, fewest), svd_solver="randomized", random_state=0).fit(vectors)
    said = csr_matrix(
        (
            [weight for sentence in seen for weight in sentence.said.values()],
            (
                [number for number, sentence in enumerate(seen) for _ in sentence.said],
                [column for sentence in seen for column in sentence.said],
            ),
        ),
        shape=(len(seen), words_known),
    )
    wordings = TruncatedSVD(min(WORDINGS, fewest), random_state=0).fit(said)
    return DangerSpace(
        meanings.mean_.astype(np.float32),
        meanings.components_.astype(np.float32),
        wordings.components_.astype(np.float32),
    )
