"""Finds lexicon phrases in a message."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.nlu.patterns import Pattern, PatternIndex
from bot.nlu.phrases import Phrase
from bot.nlu.stream import SENTENCE_END, build_stream
from bot.nlu.word_forms import forms_of, word_spans

PAUSE = ","


@dataclass(frozen=True)
class Words:
    """A message as word forms, each with its character positions. Pauses and sentence ends are forms too."""

    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def sentence_of(self, index: int) -> tuple[int, int]:
        """First and one-past-last form of the sentence that holds a form."""
        first, last = index, index
        while first > 0 and self.forms[first - 1] != SENTENCE_END:
            first -= 1
        while last < len(self.forms) and self.forms[last] != SENTENCE_END:
            last += 1
        return first, last


@dataclass(frozen=True)
class Hit:
    """One phrase found: the row it belongs to and its first and one-past-last word form."""

    row: int
    first: int
    last: int


def words_in(text: str) -> Words:
    """The word forms of a message."""
    forms: list[str] = []
    spans: list[tuple[int, int]] = []
    end_of_last = 0
    for word, start, end in word_spans(text):
        mark = _mark_in(text[end_of_last:start]) if forms else ""
        if mark == PAUSE and (word.isdigit() or forms[-1].isdigit()):
            # "My daughter, 11, hates socks" goes on; so does "3, 4 weeks".
            mark = ""
        for form in (mark, *forms_of(word)):
            if form:
                forms.append(form)
                spans.append((end_of_last, start) if form == mark else (start, end))
        end_of_last = end
    return Words(tuple(forms), tuple(spans))


def _mark_in(between: str) -> str:
    """The pause or sentence end between two words: "." ends a sentence before a space but not in "7.5"."""
    if between[-1:] in {" ", "\n"} and any(mark in between for mark in ".!?;\u2026"):
        return SENTENCE_END
    if any(mark in between for mark in ",:()\u2014\u2013!?;\u2026") or " - " in between:
        return PAUSE
    return ""


class PhraseFinder:
    """Every phrase of numbered rows, ready to be looked for."""

    def __init__(self, rows: Iterable[tuple[int, Iterable[str]]]) -> None:
        phrases = [(row, Phrase(phrase)) for row, texts in rows for phrase in texts]
        self._rows = [row for row, _ in phrases]
        self._index = PatternIndex(Pattern(phrase.pattern, {}) for _, phrase in phrases)

    def find(self, words: Words) -> list[Hit]:
        """Every phrase in the message, overlapping ones included, in order of position."""
        stream = build_stream(list(enumerate(words.forms)))
        hits: set[Hit] = set()
        for number in self._index.candidates(stream):
            for (span,) in self._index.patterns[number].find_all(stream):
                hits.add(
                    Hit(self._rows[number], stream.token_at(span.start), stream.token_at(span.end - 2) + 1)
                )
        return sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.row))
