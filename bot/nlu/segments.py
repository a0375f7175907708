"""Cuts a message into the parts that are compared with whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.nlu.word_lists import alternatives, word_list

MOST_SEGMENTS = 24
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$)|[\n…]+")
_LONG_WORDS = 12
_SHORT_WORDS = 3


@dataclass(frozen=True)
class Segment:
    """`text` is characters `start` to `end` (excluded) of the message."""

    text: str
    start: int
    end: int


def segments_of(message: str) -> tuple[Segment, ...]:
    """The message's sentences, and the parts of its long sentences; at most 24, in order.

    A sign in passing ("I want to run again, the calf is hot and fat since the flight, what do you suggest") is
    drowned in the meaning of the whole, so its part is looked at alone as well.
    """
    found: dict[tuple[int, int], Segment] = {}
    for sentence in _cut(message, 0, len(message), _SENTENCE_END):
        found[sentence.start, sentence.end] = sentence
        if len(sentence.text.split()) > _LONG_WORDS:
            for part in _cut(message, sentence.start, sentence.end, _joint()):
                if len(part.text.split()) >= _SHORT_WORDS:
                    found[part.start, part.end] = part
    return tuple(found.values())[:MOST_SEGMENTS]


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf",(?=\s)|\s[-–]+\s|\b(?:{alternatives(word_list('joints', 'joints'))})\b")


def _cut(message: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[Segment]:
    marks = [match.span() for match in mark.finditer(message, start, end)]
    firsts, lasts = [start, *(last for _, last in marks)], [*(first for first, _ in marks), end]
    for first, last in zip(firsts, lasts, strict=True):
        text = message[first:last]
        kept = text.strip(" ,;.!?\n…-")
        if kept:
            begin = first + text.index(kept)
            yield Segment(kept, begin, begin + len(kept))
