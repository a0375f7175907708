"""What a text message can carry: the GSM-7 alphabet, and the room it leaves (3GPP TS 23.038, 23.040)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these is sent as an escape and a character.
EXTENDED = frozenset("^{}\\[~]|€\f")
GSM_7 = PLAIN | EXTENDED
# Two joined messages of 153 septets: the rest of each holds what joins them.
TWO_MESSAGES = 306
NEAREST = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-"})

Encoding = Literal["GSM-7", "UCS-2"]


@dataclass(frozen=True)
class Segment:
    """What one segment carries, and how much of its room that takes: septets in GSM-7, else 16-bit units."""

    text: str
    units: int


@dataclass(frozen=True)
class Segments:
    """A text as it goes over the air."""

    encoding: Encoding
    parts: tuple[Segment, ...]

    @property
    def units(self) -> int:
        """The room that the whole text takes."""
        return sum(part.units for part in self.parts)


def foreign_characters(text: str) -> str:
    """The characters that GSM-7 lacks, each once; one of them makes the whole message dearer and shorter."""
    return "".join(dict.fromkeys(letter for letter in text if letter not in GSM_7))


def septets(text: str) -> int:
    """The length of a text in septets. Characters outside GSM-7 count as one: report them first."""
    return len(text) + sum(letter in EXTENDED for letter in text)


def to_gsm7(text: str) -> str:
    """The text in letters that GSM-7 has: the nearest one for each, `?` where there is none."""
    return "".join(letter if letter in GSM_7 else _nearest(letter) for letter in text.translate(NEAREST))


def segments(text: str) -> Segments:
    """How a text is cut for the air. No character, escaped ones included, is cut in two."""
    plain = not foreign_characters(text)
    alone, joined = (160, 153) if plain else (70, 67)
    sizes = [_septets_of(letter) if plain else _units_of(letter) for letter in text]
    room = alone if sum(sizes) <= alone else joined
    parts: list[Segment] = []
    said, used = "", 0
    for letter, size in zip(text, sizes, strict=True):
        if used + size > room:
            parts.append(Segment(said, used))
            said, used = "", 0
        said, used = said + letter, used + size
    return Segments("GSM-7" if plain else "UCS-2", (*parts, Segment(said, used)))


def _septets_of(letter: str) -> int:
    return 2 if letter in EXTENDED else 1


def _units_of(letter: str) -> int:
    return len(letter.encode("utf-16-le")) // 2


def _nearest(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter)
    kept = "".join(part for part in decomposed if part in GSM_7)
    if kept or unicodedata.category(letter) in ("Cc", "Cf", "Mn"):
        return kept
    return " " if letter.isspace() else "?"
