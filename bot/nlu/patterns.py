"""The phrase notation of the lexicons, and the search for such phrases in a message.

    chest ~ (pain|tight*|hurt*)     "chest", up to three words, then one of these; tight* is any word that starts so
    lost ~5 weight                  up to five words between
    my? arm                         the word may be missing
    <limb> is cold                  any word or phrase of the list `limb`
    # weeks                         any number;  #180-260 is a number in that range
    fever & stiff neck              both, in either order, at most 25 words apart

A gap (`~`) never runs past the end of a sentence, a "but" or a "no": use of a negative between the words is reported
apart, by `denied`. Patterns are turned into regular expressions over `Stream.text` rather than into spaCy's Matcher:
the screening holds some two thousand, and the index by required word tries about twenty of them on a message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import Pattern as Regex

from bot.nlu.notation import Part, cost
from bot.nlu.stream import Stream

_WINDOW = 25


@dataclass(frozen=True)
class Hit:
    """Where a phrase was found: characters of the stream's text, start included, end excluded."""

    start: int
    end: int


class Pattern:
    """One phrase, compiled. `groups` are the named word lists it may use."""

    def __init__(self, phrase: str, groups: Mapping[str, Sequence[str]]) -> None:
        self.phrase = phrase
        self._parts = [Part(part.strip(), phrase, groups) for part in phrase.split("&")]

    @cached_property
    def anchors(self) -> list[frozenset[str]]:
        """For each part, words of which a message must hold one."""
        return [part.anchor for part in self._parts]

    def occurs_in(self, text: str) -> bool:
        """Whether every part stands somewhere in a piece of a stream's text."""
        return all(part.regex.search(text) for part in self._parts)

    def removed_from(self, text: str) -> str:
        """A piece of a stream's text without this one-part phrase."""
        return self._parts[0].regex.sub("", text)

    def find(self, stream: Stream) -> tuple[Hit, ...]:
        """The first place of each part, near enough to each other; empty if one is not there."""
        return self._search([part.regex for part in self._parts], stream)

    def find_denied(self, stream: Stream) -> tuple[Hit, ...]:
        """The place of a one-part phrase with a negative between its words ("chest does not hurt")."""
        return (
            self._search([part.denied_regex for part in self._parts], stream) if len(self._parts) == 1 else ()
        )

    def find_all(self, stream: Stream) -> list[tuple[Hit, ...]]:
        """Every place of a one-part phrase; the first of a phrase with `&`."""
        if len(self._parts) > 1:
            return [hits] if (hits := self.find(stream)) else []
        return [(Hit(match.start(), match.end()),) for match in self._parts[0].regex.finditer(stream.text)]

    def _search(self, regexes: list[Regex[str]], stream: Stream) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for regex in regexes:
            match = regex.search(stream.text)
            if match is None:
                return ()
            hits.append(Hit(match.start(), match.end()))
        first, last = min(hit.end for hit in hits), max(hit.start for hit in hits)
        return tuple(hits) if stream.text.count(" ", first, last) <= _WINDOW or last <= first else ()


class PatternIndex:
    """Patterns by the words they need, so that a message is tried only against those it could match."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        self.patterns = tuple(patterns)
        for number, pattern in enumerate(self.patterns):
            anchor = min((part for part in pattern.anchors if part), key=cost, default=frozenset())
            if not anchor:
                self._always.append(number)
            for word in anchor:
                (self._by_start if word.endswith("*") else self._by_word)[word.rstrip("*")].append(number)

    def candidates(self, stream: Stream) -> list[int]:
        """Numbers of the patterns worth trying, in order."""
        found: set[int] = set(self._always)
        for word in stream.words:
            found.update(self._by_word.get(word, ()))
            for length in range(2, len(word) + 1):
                found.update(self._by_start.get(word[:length], ()))
        return sorted(found)
