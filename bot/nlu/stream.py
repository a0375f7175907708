"""A message as one line of plain words, which the phrase rules search."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from bot.nlu.spelling import normalise

SENTENCE_END = "|"
_STOPS = frozenset(".!?;")
_KEY = "signpost_stream"


@dataclass(frozen=True)
class Stream:
    """` my chest hurts | it started today `: plain spellings, one space between, `|` for an end of sentence.

    Commas, dashes and slashes are left out. `starts` and `tokens` lead from a place in `text` back to the token.
    """

    text: str
    starts: tuple[int, ...]
    tokens: tuple[int, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())

    def token_at(self, position: int) -> int:
        """Index in the doc of the token that holds this character of `text`."""
        return self.tokens[max(bisect_right(self.starts, position) - 1, 0)]

    def text_between(self, start: int, end: int) -> str:
        """The words of tokens `start` to `end` (excluded), with a space before and after each."""
        first, last = bisect_left(self.tokens, start), bisect_left(self.tokens, end)
        begin = self.starts[first] if first < len(self.starts) else len(self.text)
        finish = self.starts[last] if last < len(self.starts) else len(self.text)
        return " " + self.text[begin:finish]

    def sentence_text(self, position: int) -> str:
        """The sentence around a character of `text`, with a space before and after each word."""
        after = self.text.find(SENTENCE_END, position)
        return self.text[
            self.text.rfind(SENTENCE_END, 0, position) + 1 : after if after >= 0 else len(self.text)
        ]

    def sentence_around(self, token: int, length: int) -> tuple[int, int]:
        """First token of the sentence that holds `token`, and the token after its end, in a doc of `length` tokens."""
        place = bisect_left(self.tokens, token)
        begin = self.starts[place] if place < len(self.starts) else len(self.text)
        before = self.text.rfind(SENTENCE_END, 0, begin)
        after = self.text.find(SENTENCE_END, begin)
        first = 0 if before < 0 else self.token_at(before) + 1
        return first, length if after < 0 else self.token_at(after)


def stream_of(doc: Doc) -> Stream:
    """The doc's stream, worked out once."""
    known = doc.user_data.get(_KEY)
    if isinstance(known, Stream):
        return known
    stream = build_stream([(token.i, _plain(token.text, token.norm_)) for token in doc])
    doc.user_data[_KEY] = stream
    return stream


def typed_stream_of(doc: Doc) -> Stream:
    """The same with each word as it was typed, slips and all."""
    return build_stream([(token.i, _plain(token.text, normalise(token.text))) for token in doc])


def build_stream(words: list[tuple[int, str]]) -> Stream:
    """A stream from (token index, plain words); an empty text is left out, some texts hold two words."""
    pieces: list[str] = []
    starts: list[int] = []
    tokens: list[int] = []
    length = 1
    for index, plain in words:
        for word in plain.split():
            pieces.append(word)
            starts.append(length)
            tokens.append(index)
            length += len(word) + 1
    return Stream(" " + "".join(piece + " " for piece in pieces), tuple(starts), tuple(tokens))


def _plain(text: str, norm: str) -> str:
    if text in _STOPS or "\n" in text:
        return SENTENCE_END
    return norm if norm[:1].isalnum() else ""
