"""Numbers as people type them: digits, fullwidth digits and English words up to ninety-nine."""

import re
import unicodedata

from bot.nlu.word_lists import alternatives, word_list

_ONES, _TENS, _NOUGHT = (word_list("numbers", row) for row in ("ones", "tens", "nought"))

_VALUES = {word: number for number, word in enumerate(_ONES)}
_VALUES.update(dict.fromkeys(_NOUGHT, 0))
_VALUES.update({word: 10 * number for number, word in enumerate(_TENS, start=2)})

_TENS_PATTERN = alternatives(_TENS)
_SMALL_PATTERN = alternatives((*_ONES, *_NOUGHT))

NUMBER = rf"(?:\d{{1,6}}(?:\.\d{{1,3}})?|(?:{_TENS_PATTERN})(?:[ -]?(?:{'|'.join(_ONES[1:10])}))?|{_SMALL_PATTERN})"
"""A pattern for one number, to be used between word boundaries on lower-case text."""


def number_value(words: str) -> float:
    """The number that a match of NUMBER says: "7", "seven" and "seventy two" give 7, 7 and 72.

    Raises ValueError when the words are no number.
    """
    plain = unicodedata.normalize("NFKC", words).lower().strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    parts = re.findall(rf"{_TENS_PATTERN}|{_SMALL_PATTERN}", plain)
    if not parts:
        raise ValueError("not a number: write digits or a number word up to ninety-nine")
    return float(sum(_VALUES[part] for part in parts))
