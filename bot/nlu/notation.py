"""Reads one side of a phrase, as `bot.nlu.patterns` describes it, into a regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.nlu.word_lists import word_list

_PIECE = re.compile(r"<[a-z_]+>|~\d*|#\d+-\d+|#|[()|?&]|[a-z0-9]+\*?")
_BREAKS = "|".join(word_list("words", "breaks"))
_NEGATIVES = "|".join(word_list("words", "barred"))
_WORD = r"[^\s|]+ "
_COMMON = frozenset(word_list("words", "everywhere"))


class PatternError(ValueError):
    """A phrase breaks the notation. The message holds the phrase and what to change."""


class Part:
    """One side of an `&`: its regular expressions and the words it cannot do without."""

    def __init__(self, text: str, phrase: str, groups: Mapping[str, Sequence[str]]) -> None:
        reader = _Reader(text, phrase, groups)
        self._body, self.anchor = reader.read()
        self._has_gap = reader.gaps > 0

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when first tried: the lexicon holds far more phrases than one conversation needs."""
        return self._compile(f"{_BREAKS}|{_NEGATIVES}")

    @cached_property
    def denied_regex(self) -> re.Pattern[str]:
        """The same, with gaps that may hold a negative."""
        return self._compile(_BREAKS) if self._has_gap else _NEVER

    def _compile(self, barred: str) -> re.Pattern[str]:
        return re.compile(r"(?<= )" + self._body.replace("\0", rf"(?:(?!(?:{barred}) ){_WORD})"))


_NEVER = re.compile(r"(?!)")


class _Reader:
    """Reads the notation from left to right."""

    def __init__(self, text: str, phrase: str, groups: Mapping[str, Sequence[str]]) -> None:
        self.pieces = _PIECE.findall(text)
        self.phrase, self.groups, self.at, self.gaps = phrase, groups, 0, 0
        if "".join(self.pieces) != text.replace(" ", ""):
            raise PatternError(f"{phrase!r}: use small letters, numbers, <list>, ~, #, ( | ) ? & and * only")

    def read(self) -> tuple[str, frozenset[str]]:
        body, anchor = self._choice()
        if self.at != len(self.pieces) or not body:
            raise PatternError(f"{self.phrase!r}: a bracket does not close, or a side is empty")
        return body, anchor

    def _choice(self) -> tuple[str, frozenset[str]]:
        sides = [self._sequence()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            sides.append(self._sequence())
        anchors = [anchor for _, anchor in sides]
        anchor = frozenset().union(*anchors) if all(anchors) else frozenset()
        return (sides[0][0] if len(sides) == 1 else "(?:" + "|".join(body for body, _ in sides) + ")"), anchor

    def _sequence(self) -> tuple[str, frozenset[str]]:
        body, anchors = "", []
        while self.at < len(self.pieces) and self.pieces[self.at] not in "|)":
            piece, anchor = self._item()
            if self.at < len(self.pieces) and self.pieces[self.at] == "?":
                self.at += 1
                piece, anchor = f"(?:{piece})?", frozenset()
            body += piece
            if anchor:
                anchors.append(anchor)
        return body, min(anchors, key=cost, default=frozenset())

    def _item(self) -> tuple[str, frozenset[str]]:
        piece = self.pieces[self.at]
        self.at += 1
        if piece == "(":
            body, anchor = self._choice()
            if self.at >= len(self.pieces):
                raise PatternError(f"{self.phrase!r}: close the bracket")
            self.at += 1
            return body, anchor
        if piece.startswith("<"):
            return self._group(piece[1:-1])
        if piece.startswith("~"):
            self.gaps += 1
            return f"\0{{0,{piece[1:] or 3}}}?", frozenset()
        if piece.startswith("#"):
            return _number(piece), frozenset()
        if piece in "?&":
            raise PatternError(f"{self.phrase!r}: {piece!r} needs a word before it")
        word = re.escape(piece.rstrip("*"))
        return (rf"{word}[^\s|]* " if piece.endswith("*") else f"{word} "), frozenset({piece})

    def _group(self, name: str) -> tuple[str, frozenset[str]]:
        if name not in self.groups:
            raise PatternError(
                f"{self.phrase!r}: there is no list <{name}>; add it under words, or correct the name"
            )
        reader = _Reader("(" + "|".join(self.groups[name]) + ")", f"<{name}> of {self.phrase}", self.groups)
        body, anchor = reader.read()
        self.gaps += reader.gaps
        return body, anchor


def _number(piece: str) -> str:
    if piece == "#":
        return r"\d+(?:[.,]\d+)* "
    low, high = (int(end) for end in piece[1:].split("-"))
    return "(?:" + "|".join(str(number) for number in range(low, high + 1)) + ") "


def cost(anchor: frozenset[str]) -> int:
    return sum(50 if word in _COMMON else 1 for word in anchor)
