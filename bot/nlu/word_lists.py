"""Lists of words that are data: read from a lexicon of named lists, and put into patterns."""

import re
from collections.abc import Iterable
from functools import cache

from bot.triage.lexicon import LEXICONS, Groups, LexiconError, read_lexicon

_SECTION = "lists"
_SIGNS = re.compile(r"([(|)#])")


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of the lexicon `name`, by name. Raises LexiconError, which names the file and the row."""
    groups = read_lexicon(LEXICONS / f"{name}.yml", {_SECTION: Groups()})[_SECTION]
    return {row: tuple(words) for row, words in groups.items()}


def word_list(name: str, row: str) -> tuple[str, ...]:
    """One list. Raises LexiconError when the lexicon has none of this name."""
    return row_of(word_lists(name), name, row)


def row_of(lists: dict[str, tuple[str, ...]], name: str, row: str) -> tuple[str, ...]:
    """One list of a lexicon already read. Raises LexiconError when there is none of this name."""
    if row not in lists:
        raise LexiconError(f"{name}.yml, lists: there is no list {row!r}; add it, the program reads it")
    return lists[row]


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first so that no word hides one it begins."""
    return "|".join(spoken(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def spoken(phrase: str) -> str:
    """A pattern for a phrase as said: "(for |)(weeks|months)", with # for a number.

    Raises LexiconError when a bracket does not close.
    """
    if phrase.count("(") != phrase.count(")"):
        raise LexiconError(f"{phrase!r}: close each bracket")
    plain = {"(": "(?:", "|": "|", ")": ")", "#": r"\d+"}
    return "".join(plain.get(piece, re.escape(piece)) for piece in _SIGNS.split(phrase))
