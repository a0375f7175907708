"""Puts words into texts of at most two segments, and cuts where it hurts least."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.gsm7 import TWO_MESSAGES, septets, to_gsm7

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def fits(text: str) -> bool:
    """Whether it goes out as one text."""
    return septets(text) <= TWO_MESSAGES


def packed(parts: Iterable[str]) -> list[str]:
    """The parts in order, as few texts as they need. A part stays whole where it fits one text."""
    texts: list[str] = []
    for part in parts:
        for piece in cut(to_gsm7(part)):
            joined = f"{texts[-1]}\n{piece}" if texts else piece
            if texts and fits(joined):
                texts[-1] = joined
            else:
                texts.append(piece)
    return texts


def as_many_as_fit(parts: Iterable[str]) -> str:
    """One text with the first part, and those after it that still fit."""
    first, *others = (to_gsm7(part) for part in parts if part)
    text = cut(first)[0]
    for part in others:
        if fits(f"{text} {part}"):
            text = f"{text} {part}"
    return text


def cut(text: str) -> list[str]:
    """The text in pieces that fit: whole lines, else sentences, else words, else letters."""
    if fits(text):
        return [text.strip()] if text.strip() else []
    pieces: list[str] = []
    for part, between in _parts(text):
        joined = f"{pieces[-1]}{between}{part}" if pieces else part
        if pieces and fits(joined):
            pieces[-1] = joined
        else:
            pieces += cut(part)
    return pieces


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for between, split in (("\n", text.split("\n")), (" ", SENTENCE_END.split(text)), (" ", text.split(" "))):
        if len(split) > 1:
            yield from ((part, between) for part in split if part)
            return
    # One endless word: half of it fits at some point, and no letter is lost.
    middle = len(text) // 2
    yield from ((text[:middle], ""), (text[middle:], ""))
