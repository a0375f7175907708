"""What a person may have meant to type when their thumb slipped, and how likely each slip is."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from string import ascii_lowercase

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Shares of the slips: two letters swapped, one left out, one typed twice and a neighbouring key are taken as equally
# frequent; any other letter wrong or added is rare.
_SWAPPED, _LEFT_OUT, _TWICE, _NEIGHBOUR = 0.25, 0.25, 0.25, 0.25
_OTHER_LETTER, _NEIGHBOUR_TOO, _LETTER_TOO_MANY = 0.02, 0.03, 0.01
_NEIGHBOURS, _LETTERS = 5, 20
# The first letter is looked at when typed, and seldom wrong.
_WRONG_START = 0.3
# "Hurtin" and "stopd" are written as they are said: no slips at all.
AS_SPOKEN = 0.5
_THREE_ALIKE = re.compile(r"(.)\1{2,}")
DRAWN_OUT = 0.5


def _touching() -> frozenset[str]:
    places = {key: (row, at) for row, keys in enumerate(_KEYS) for at, key in enumerate(keys)}
    steps = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, -1), (1, 0))
    return frozenset(
        one + other
        for one, (row, at) in places.items()
        for other, place in places.items()
        if (place[0] - row, place[1] - at) in steps
    )


_TOUCHING = _touching()


def one_slip_away(typed: str, words: Container[str]) -> Iterator[tuple[str, float]]:
    """The `words` that `typed`, small letters a to z, may stand for after one slip, each with its likelihood, 0 to 1.

    A word may come more than once, by several slips.
    """
    length = len(typed)
    for meant in (
        typed + "g" if typed.endswith("in") else "",
        f"{typed[:-1]}{typed[-2]}ed" if typed.endswith("d") else "",
    ):
        if meant in words:
            yield meant, AS_SPOKEN
    for meant, likely in _texts(typed, length, words):
        yield meant, (likely if meant[0] == typed[0] else likely * _WRONG_START) / length


def drawn_out(typed: str) -> tuple[str, ...]:
    """What a word typed with one letter over and over may be: "soooo", "paaain"."""
    shorter = (_THREE_ALIKE.sub(r"\1", typed), _THREE_ALIKE.sub(r"\1\1", typed))
    return tuple(word for word in shorter if word != typed and len(word) > 1)


def _texts(typed: str, length: int, words: Container[str]) -> Iterator[tuple[str, float]]:
    for at in range(length + 1):
        before, after = typed[:at], typed[at:]
        for other in ascii_lowercase:
            if (meant := before + other + after) in words:
                yield meant, _LEFT_OUT
        if not after:
            return
        letter, rest = after[0], after[1:]
        if rest and (meant := before + rest[0] + letter + rest[1:]) in words:
            yield meant, _SWAPPED
        if (meant := before + rest) in words:
            yield meant, _too_many(before[-1:], letter, rest[:1])
        for other in ascii_lowercase:
            if (meant := before + other + rest) in words:
                yield (
                    meant,
                    _NEIGHBOUR / _NEIGHBOURS if other + letter in _TOUCHING else _OTHER_LETTER / _LETTERS,
                )


def _too_many(before: str, letter: str, after: str) -> float:
    if letter == before:
        return _TWICE
    return _NEIGHBOUR_TOO if letter + before in _TOUCHING or letter + after in _TOUCHING else _LETTER_TOO_MANY
