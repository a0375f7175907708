"""Finds labelled texts that were learnt from: a score on those would prove nothing."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from bot.evaluation.understanding.labelled_texts import AnswerText, Labelled
from bot.evaluation.understanding.training_phrasings import Phrasing

ALIKE = 90.0
"""From this likeness on, 0 to 100, one text counts as an edit of the other."""
LEAST_WORDS = 5
"""Shorter texts can hardly differ, so only equal ones count; and "nah" as the reply to a question not even then."""
LEAST_PART = 0.5
"""A phrasing with less than this part of a text's words is a phrase within it, and the text no edit of it."""
LEAST_SHARED = 0.4
"""Two texts of five words or more that are alike share at least this part of the shorter one's words, slips and all."""
_APOSTROPHE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Leak:
    """A labelled text, the phrasing it is too near to, and how near, 0 to 100."""

    text: Labelled
    phrasing: Phrasing
    likeness: float


def leaks(texts: Sequence[Labelled], phrasings: Sequence[Phrasing]) -> Iterator[Leak]:
    """Texts that equal a phrasing but for case and punctuation, or that are nearly one; the nearest each."""
    known: dict[str, Phrasing] = {}
    for phrasing in phrasings:
        known.setdefault(plain_words(phrasing.text), phrasing)
    long = _LongPhrasings(words for words in known if _is_long(words))
    for text in texts:
        words = plain_words(text.text)
        if isinstance(text, AnswerText) and not _is_long(words):
            continue
        if words and words in known:
            yield Leak(text, known[words], 100.0)
        elif _is_long(words):
            nearest = long.nearest(words)
            if nearest is not None:
                yield Leak(text, known[nearest[0]], nearest[1])


def leak_bar(found: Sequence[Leak]) -> Iterator[str]:
    """In words, when something leaked."""
    if found:
        yield f"leakage: {len(found)} texts are like one the pipeline learnt from; none may be"


def phrasings_of(texts: Sequence[Labelled]) -> tuple[Phrasing, ...]:
    """Labelled texts as phrasings, to compare two sets."""
    return tuple(Phrasing(text.text, "-", text.where) for text in texts)


def plain_words(text: str) -> str:
    """Lower case, no punctuation, one space between words."""
    without = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).lower())
    return _NO_WORD.sub(" ", without).strip()


def _is_long(words: str) -> bool:
    return _count(words) >= LEAST_WORDS


def _count(words: str) -> int:
    """How many words; plain words have one space between them."""
    return words.count(" ") + 1


class _LongPhrasings:
    """Long phrasings in plain words, kept by the words in them: what shares too few is never compared."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known, key=_count)
        self._places: dict[str, list[int]] = {}
        self._share: list[float] = []
        for place, words in enumerate(self._known):
            spoken = set(words.split())
            self._share.append(LEAST_SHARED * len(spoken))
            for word in spoken:
                self._places.setdefault(word, []).append(place)

    def nearest(self, words: str) -> tuple[str, float] | None:
        """The most alike, by letters, or by the words both share in any order; None when none is."""
        comparable = self._comparable(words)
        by_letters = process.extractOne(words, comparable, scorer=fuzz.ratio, score_cutoff=ALIKE)
        by_words = process.extractOne(words, comparable, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE)
        found = [(nearest[0], nearest[1]) for nearest in (by_letters, by_words) if nearest is not None]
        return max(found, key=lambda one: one[1], default=None)

    def _comparable(self, words: str) -> list[str]:
        """Those of a like length that share enough words, the shorter first."""
        low = bisect_left(self._known, LEAST_PART * _count(words), key=_count)
        high = bisect_right(self._known, _count(words) / LEAST_PART, key=_count)
        spoken = set(words.split())
        share = LEAST_SHARED * len(spoken)
        shared = Counter(chain.from_iterable(self._places.get(word, ()) for word in spoken))
        enough = [place for place, count in shared.items() if count >= share or count >= self._share[place]]
        return [self._known[place] for place in sorted(enough) if low <= place < high]
