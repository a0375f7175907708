"""Every lexicon phrase in a message, with what the words around it do to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from bot.nlu.clause import clause_around
from bot.nlu.context import modifiers
from bot.nlu.corrected_text import correct
from bot.nlu.finding import Certainty, Finding
from bot.nlu.lexicon_rows import CUE, IGNORE, LexiconRow, lexicon_rows
from bot.nlu.phrase_finder import Hit, PhraseFinder, Words, words_in
from bot.nlu.pipeline import nlp
from bot.nlu.word_lists import word_list

_USED_TO = re.compile(r"\bused to\b[^.,;!?]*$")
_USED_TO_REACH = 30
_NEGATIVES = frozenset(word_list("words", "negatives"))


@dataclass(frozen=True)
class Mention:
    """One lexicon phrase in a message: its row, its place in word forms and in characters, its modifiers."""

    row: LexiconRow
    first: int
    last: int
    start: int
    end: int
    modifiers: frozenset[str]

    @property
    def fact(self) -> str:
        return self.row.fact

    @property
    def value(self) -> str:
        return self.row.value

    @property
    def is_denied(self) -> bool:
        return "negated" in self.modifiers


class Reading:
    """A message with its mentions: what every fact reader works from.

    `text` is the message with its slips put right, and places are characters of it; a finding's are the message's own.
    """

    def __init__(self, text: str) -> None:
        self._corrected = correct(text)
        self.text = self._corrected.text
        self.words: Words = words_in(self.text)
        self.doc: Doc = nlp()(self.text)
        self._hits = _finder().find(self.words)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Mentions of facts in order, without idioms and without phrases inside a longer one of the same fact."""
        rows = lexicon_rows()
        hidden = [
            (set(rows[hit.row].value.split()), hit) for hit in self._hits if rows[hit.row].fact == IGNORE
        ]
        facts = [
            hit for hit in self._hits if rows[hit.row].fact not in (IGNORE, CUE) and not self._is_void(hit)
        ]
        visible = [
            hit
            for hit in facts
            if not any(
                rows[hit.row].fact in names and by.first <= hit.first < by.last for names, by in hidden
            )
        ]
        return tuple(self._mention(hit) for hit in visible if not _is_within_longer(hit, visible, rows))

    def of(self, *facts: str) -> list[Mention]:
        """The mentions of these facts, in order."""
        return [mention for mention in self.mentions if mention.fact in facts]

    def cues(self, value: str) -> list[Hit]:
        """Where the words of one kind of cue stand."""
        return [
            hit
            for hit in self._hits
            if lexicon_rows()[hit.row].fact == CUE and lexicon_rows()[hit.row].value == value
        ]

    def finding(self, fact: str, value: str, start: int, end: int, certainty: Certainty = "sure") -> Finding:
        """A finding at these characters of `text`, placed in the message and quoted with its clause as typed."""
        first, last = self._corrected.as_typed(start, end)
        return Finding(fact, value, first, last, clause_around(self._corrected.typed, first, last), certainty)

    def form_at(self, position: int) -> int:
        """The index of the word form at or after a character position."""
        return next(
            (index for index, (_, end) in enumerate(self.words.spans) if end > position),
            len(self.words.spans),
        )

    def _is_void(self, hit: Hit) -> bool:
        void = lexicon_rows()[hit.row].not_typed
        if not void:
            return False
        typed = self.text[self.words.spans[hit.first][0] : self.words.spans[hit.last - 1][1]].lower().split()
        return any(word in void for word in typed)

    def _mention(self, hit: Hit) -> Mention:
        start, end = self.words.spans[hit.first][0], self.words.spans[hit.last - 1][1]
        found = modifiers_at(self.doc, start, end)
        if _NEGATIVES & set(self.words.forms[hit.first : hit.last]):
            # "can not button" holds its own negative, which is what the phrase says, not a denial of it.
            found -= {"negated"}
        if _USED_TO.search(self.text[max(0, start - _USED_TO_REACH) : start].lower()):
            found |= {"historical"}
        return Mention(lexicon_rows()[hit.row], hit.first, hit.last, start, end, found)


def modifiers_at(doc: Doc, start: int, end: int) -> frozenset[str]:
    """What the words around the characters from start to end do to them."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return frozenset(modifiers(doc, span.start, span.end)) if span is not None else frozenset()


@lru_cache(maxsize=1)
def _finder() -> PhraseFinder:
    return PhraseFinder((number, row.phrases) for number, row in enumerate(lexicon_rows()))


def _inside(hit: Hit, other: Hit) -> bool:
    return other.first <= hit.first and hit.last <= other.last


def _is_within_longer(hit: Hit, hits: Iterable[Hit], rows: tuple[LexiconRow, ...]) -> bool:
    """Whether a longer phrase of the same fact holds this one, or one of another value starts before and runs into it:
    "not stop me from" reaches into "stop me from running".
    """
    return any(
        rows[other.row].fact == rows[hit.row].fact
        and (
            (_inside(hit, other) and other.last - other.first > hit.last - hit.first)
            or (other.first < hit.first < other.last and rows[other.row].value != rows[hit.row].value)
        )
        for other in hits
    )
