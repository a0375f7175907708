"""What the danger head sees of a sentence: its meaning, its words and word pairs, and the words that turn a meaning.

The encoder alone is nearly blind to "no", "used to" and "my dad had"; the words and the context rules are there
for those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.nlu.context import meanings_in
from bot.nlu.context_rules import MEANINGS
from bot.nlu.corrected_text import corrected
from bot.nlu.encoder_model import encode_layers
from bot.nlu.pipeline import nlp
from bot.nlu.stream import SENTENCE_END, stream_of

Array = NDArray[np.float32]

LEAST_SENTENCES_WITH_WORDS = 2
_WORD_WEIGHT, _CONTEXT_WEIGHT = 1.0, 1.0
_CONTEXT = tuple(f"({meaning})" for meaning in sorted(MEANINGS))


@dataclass(frozen=True)
class Features:
    """A sentence: `vector` of 1920 floats (bot/nlu/encoder_model.py), and what is `said`.

    `said` has the weight of each known word, word pair and context meaning, by its column.
    """

    vector: Array
    said: Mapping[int, float]


@dataclass(frozen=True)
class Read:
    """A sentence as read: its words and pairs of words, and the context meanings of words in it."""

    sentence: str
    spoken: frozenset[str]
    context: frozenset[str]


def read(sentence: str) -> Read:
    """The sentence cut into words, with what its words could make of others (bot/nlu/context.py)."""
    doc = nlp()(sentence)
    words = stream_of(doc).text.replace(SENTENCE_END, " ").split()
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    meanings = meanings_in(doc, 0, len(doc))
    return Read(
        sentence, frozenset(words) | frozenset(pairs), frozenset(f"({meaning})" for meaning in meanings)
    )


def worth_knowing(sentences: Sequence[Read]) -> tuple[str, ...]:
    """The context meanings, then the words and pairs that stand in two sentences or more, by the alphabet."""
    seen = Counter(said for sentence in sentences for said in sentence.spoken)
    return _CONTEXT + tuple(
        sorted(said for said, count in seen.items() if count >= LEAST_SENTENCES_WITH_WORDS)
    )


def features(sentences: Sequence[Read], column: Mapping[str, int]) -> list[Features]:
    """One for each sentence. `column` gives the place of each thing of `worth_knowing`.

    A sentence's words together weigh as much as one layer's vector, so that a long one does not drown what it means.
    """
    vectors = encode_layers([corrected(sentence.sentence) for sentence in sentences])
    found = []
    for vector, sentence in zip(vectors, sentences, strict=True):
        weight = _WORD_WEIGHT / max(len(sentence.spoken), 1) ** 0.5
        said = {column[words]: weight for words in sentence.spoken if words in column}
        said |= {column[meaning]: _CONTEXT_WEIGHT for meaning in sentence.context}
        found.append(Features(vector, said))
    return found
