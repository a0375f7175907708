"""Puts the slips of a hurried thumb into a text: the same text always gets the same ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

SEED = 20
# From this many words on, a message gets two slips.
LONG_MESSAGE = 8
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD = re.compile(r"[A-Za-z]{4,}")
_LEFT_OUT = re.compile(r"(?<=[A-Za-z])['\N{RIGHT SINGLE QUOTATION MARK} ](?=[A-Za-z])")

Slip = Callable[[str, int, random.Random], str]


def with_typos(text: str, seed: int = SEED) -> str:
    """One slip, two in a longer message. Digits and words under four letters are left alone."""
    chance = random.Random(f"{seed} {text}")  # noqa: S311, no secret: the same slips in each run
    for _ in range(2 if len(text.split()) >= LONG_MESSAGE else 1):
        text = _with_one(text, chance)
    return text


def _with_one(text: str, chance: random.Random) -> str:
    words = list(_WORD.finditer(text))
    inside = [at for word in words for at in range(word.start(), word.end())]
    pairs = [at for word in words for at in range(word.start(), word.end() - 1)]
    swaps = [at for at in pairs if text[at].lower() != text[at + 1].lower()]
    signs = [sign.start() for sign in _LEFT_OUT.finditer(text)]
    possible: list[tuple[Slip, list[int]]] = [
        (slip, places)
        for slip, places in (
            (_swap, swaps),
            (_drop, inside),
            (_double, inside),
            (_neighbour, inside),
            (_drop, signs),
        )
        if places
    ]
    if not possible:
        return text
    slip, places = chance.choice(possible)
    return slip(text, chance.choice(places), chance)


def _swap(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _drop(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at + 1 :]


def _double(text: str, at: int, _: random.Random) -> str:
    return text[:at] + text[at] + text[at:]


def _neighbour(text: str, at: int, chance: random.Random) -> str:
    beside = chance.choice(neighbours(text[at].lower()))
    return text[:at] + (beside.upper() if text[at].isupper() else beside) + text[at + 1 :]


def neighbours(letter: str) -> list[str]:
    """The letters that touch this one on an English keyboard."""
    [row] = [number for number, keys in enumerate(_KEYS) if letter in keys]
    place = _KEYS[row].index(letter)
    touching = [(row, place - 1), (row, place + 1), (row - 1, place), (row - 1, place + 1)]
    touching += [(row + 1, place - 1), (row + 1, place)]
    return [_KEYS[near][at] for near, at in touching if 0 <= near < len(_KEYS) and 0 <= at < len(_KEYS[near])]
