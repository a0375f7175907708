"""Lexicon phrases, put into word forms, in the notation of bot/nlu/patterns.py.

Lexicon authors have two liberties that a pattern has not: a word stands for all its shapes ("aches" also
finds "aching"), and a choice may be empty ("(a |my |)knee").
"""

import re

from bot.nlu.word_forms import ARTICLES, forms_of, word_spans

_PIECE = re.compile(r"~\d*|[()|?#]|[^\s()|?~#]+")


class MalformedPhrase(ValueError):
    """A lexicon phrase that says nothing, has a bracket that does not close, or starts or ends with a gap."""


class Phrase:
    """One lexicon phrase as a pattern over word forms."""

    def __init__(self, phrase: str) -> None:
        self._pieces = _PIECE.findall(phrase.lower())
        self._at = 0
        sides = self._sides()
        if (
            self._at != len(self._pieces)
            or not sides
            or "" in sides
            or any(_has_loose_end(side) for side in sides)
        ):
            raise MalformedPhrase(
                f"{phrase!r}: close each bracket, and start and end with words that say something"
            )
        self.pattern = sides[0] if len(sides) == 1 else "(" + "|".join(sides) + ")"

    def _sides(self) -> list[str]:
        sides: list[str] = []
        while True:
            start = self._at
            side = self._sequence()
            # A side that was all filler ("like") is left out: it must not make the whole choice optional.
            if side or not set(self._pieces[start : self._at]) - ARTICLES:
                sides.append(side)
            if self._at >= len(self._pieces) or self._pieces[self._at] != "|":
                return list(dict.fromkeys(sides))
            self._at += 1

    def _sequence(self) -> str:
        items: list[str] = []
        while self._at < len(self._pieces) and self._pieces[self._at] not in "|)":
            items.append(self._item())
        return " ".join(item for item in items if item)

    def _item(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        if piece == "(":
            sides = self._sides()
            self._at += 1
            said = [side for side in sides if side]
            return (
                _optional("(" + "|".join(said) + ")", len(said) < len(sides) or self._question_mark())
                if said
                else ""
            )
        if piece.startswith("~") or piece == "#":
            return piece
        forms = [form for word, _, _ in word_spans(piece) for form in forms_of(word)]
        optional = self._question_mark()
        return _optional("(" + " ".join(forms) + ")", True) if optional and forms else " ".join(forms)

    def _question_mark(self) -> bool:
        found = self._at < len(self._pieces) and self._pieces[self._at] == "?"
        self._at += found
        return found


def _optional(group: str, optional: bool) -> str:
    return group + "?" if optional else group


def _has_loose_end(side: str) -> bool:
    return side.startswith("~") or side.rstrip("0123456789").endswith("~")
