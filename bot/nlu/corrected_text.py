"""A message with its slips of the keyboard put right, and the way back to what was typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.language import ENGLISH, language_of
from bot.nlu.spelling import APOSTROPHES, without_apostrophes
from bot.nlu.word_correction import is_known, meant_by
from bot.nlu.word_lists import word_list

# The same words as the tokenizer's; none that is part of an address, an id or a number with its unit.
_WORD = re.compile(rf"(?<![\w@])[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*(?![\w@])")
_SENTENCE_END = re.compile(r"[.!?\n\u2026]\W*$")
_ACRONYM = 5


@dataclass(frozen=True)
class Correction:
    """The characters `start` to `end` of the message, and what they stand for."""

    start: int
    end: int
    meant: str


@dataclass(frozen=True)
class CorrectedText:
    """`text` is the message put right, `typed` the message itself."""

    text: str
    typed: str
    corrections: tuple[Correction, ...] = ()
    _starts: tuple[int, ...] = ()
    """Where each correction starts in `text`."""

    def as_typed(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the message that `start` to `end` (excluded) of the corrected text stand for; a part of a
        corrected word is the whole of it."""
        return self._back(start, is_end=False), self._back(end, is_end=True)

    def _back(self, position: int, is_end: bool) -> int:
        number = bisect_right(self._starts, position - is_end) - 1
        if number < 0:
            return position
        correction, start = self.corrections[number], self._starts[number]
        beyond = position - start - len(correction.meant)
        if beyond >= 0:
            return correction.end + beyond
        return correction.end if is_end else correction.start


@lru_cache(maxsize=64)
def correct(text: str) -> CorrectedText:
    """The message with each word that is none replaced by the one it stands for, in the case it was typed in.

    Known words, names inside a sentence, abbreviations in capitals, words of other scripts and messages in other
    languages stay as they are. Correcting twice changes nothing more.
    """
    corrections = tuple(_corrections(text))
    pieces: list[str] = []
    starts: list[int] = []
    at, length = 0, 0
    for correction in corrections:
        pieces += (text[at : correction.start], correction.meant)
        starts.append(length + correction.start - at)
        length = starts[-1] + len(correction.meant)
        at = correction.end
    return CorrectedText("".join((*pieces, text[at:])), text, corrections, tuple(starts))


def corrected(text: str) -> str:
    """The message put right, for readers that need no way back."""
    return correct(text).text


def _corrections(text: str) -> Iterator[Correction]:
    if all(is_known(_plain(word)) and word.lower() not in _contractions() for word in _WORD.findall(text)):
        return
    if language_of(text) != ENGLISH:
        return
    words = list(_WORD.finditer(text))
    last = ""
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        before = last if number and text[words[number - 1].end() : word.start()].isspace() else ""
        after = (
            _plain(following.group()) if following and text[word.end() : following.start()].isspace() else ""
        )
        meant = _meant(word, text, before, after)
        last = _plain(meant.split()[-1])
        if meant != word.group():
            yield Correction(word.start(), word.end(), meant)


def _plain(word: str) -> str:
    return without_apostrophes(word.lower())


def _meant(match: re.Match[str], text: str, before: str, after: str) -> str:
    word = match.group()
    if not _plain(word).isascii():
        return word
    if is_known(_plain(word)):
        return _with_apostrophe(word)
    if _is_a_name(match, text):
        return word
    stem, ending = _ending(word)
    slipped = _plain(stem)
    meant = meant_by(slipped, before, after)
    if meant == slipped or (len(slipped) < len(stem) and meant not in _contractions()):
        # "Dind't" is a contraction with a slip, "y'all" is none that we know.
        return word
    return _cased(" ".join(map(_with_apostrophe, meant.split())), stem) + ending


def _ending(word: str) -> tuple[str, str]:
    """A word without its "'s", and that."""
    if len(word) > 2 and word[-2] in APOSTROPHES and word[-1] in "sS":
        return word[:-2], word[-2:]
    return word, ""


def _is_a_name(match: re.Match[str], text: str) -> bool:
    """Whether a word has its capitals for itself: a name inside a sentence, or an abbreviation."""
    word = match.group()
    if not word[0].isupper() or text.isupper():
        return False
    before = text[: match.start()]
    if word.isupper():
        return 1 < len(word) <= _ACRONYM
    return bool(before.strip()) and not _SENTENCE_END.search(before) and not text.istitle()


def _cased(meant: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _with_apostrophe(word: str) -> str:
    """ "Dont" as "Don't"; any other word as it is."""
    whole = _contractions().get(word.lower())
    return word if whole is None else _cased(whole, word)


@lru_cache(maxsize=1)
def _contractions() -> dict[str, str]:
    return {without_apostrophes(whole): whole for whole in word_list("vocabulary", "contractions")}
