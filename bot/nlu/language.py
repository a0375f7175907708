"""The language of a message, by its share of words that are another language's. What cannot be read is not guessed at.

The whole conversation is in English. Someone who writes in another language gets the emergency line and the way to
a person.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.nlu.word_forms import word_spans
from bot.triage.lexicon import LEXICONS, LexiconError, Rows, read_lexicon

ENGLISH, SPANISH, OTHER_LANGUAGE = "english", "spanish", "other_language"
REPLIES = (SPANISH, OTHER_LANGUAGE)
_ROWS = Rows(frozenset({"id", "reply", "own", "shared"}), lists=frozenset({"own", "shared"}))
# Half of the words, or two fifths when several could be no English: names of sports and streets stay as they are.
_SHARE = 0.5
_SHARE_OF_SEVERAL = 0.4
_SEVERAL = 3
_A_SCRIPT = 0.5


@dataclass(frozen=True)
class Language:
    """One language: the reply it gets, the words only it has, and those it shares with English."""

    reply: str
    own: frozenset[str]
    shared: frozenset[str]


def language_of(text: str) -> str:
    """`english`, `spanish` or `other_language`; a message without a letter is English.

    A message is in another language when enough of its words are that language's and at least one of them is nothing
    else, or when most of its letters are of another script.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return ENGLISH
    if sum(not _is_latin(letter) for letter in letters) > _A_SCRIPT * len(letters):
        return OTHER_LANGUAGE
    words = [_folded(word) for word, _, _ in word_spans(text) if not word.isdigit()]
    scores = [(_share(words, language), language.reply) for language in languages()]
    best, reply = max(scores, key=lambda score: score[0])
    return reply if best > 0 else ENGLISH


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """The shipped languages, read once."""
    return load_languages()


def load_languages(path: Path = LEXICONS / "languages.yml") -> tuple[Language, ...]:
    """Read and check the lists. Raises LexiconError, which names the row."""
    return tuple(_language(row, path) for row in read_lexicon(path, {"languages": _ROWS})["languages"])


def _language(row: Mapping[str, Any], path: Path) -> Language:
    where = f"{path.name}, row {row['id']}"
    if row["reply"] not in REPLIES:
        raise LexiconError(f"{where}: reply is {row['reply']!r}; use one of {', '.join(REPLIES)}")
    own, shared = frozenset(row["own"]), frozenset(row["shared"])
    for word in sorted(own & shared):
        raise LexiconError(f"{where}: {word!r} is both own and shared; remove it from one")
    for word in sorted(own | shared):
        if word != _folded(word):
            raise LexiconError(f"{where}: write {word!r} in small letters without accents or marks")
    return Language(str(row["reply"]), own, shared)


def _share(words: list[str], language: Language) -> float:
    """The share of words that are this language's; 0 when it is not enough to tell."""
    own = sum(word in language.own for word in words)
    share = (own + sum(word in language.shared for word in words)) / len(words) if words else 0.0
    enough = _SHARE_OF_SEVERAL if own >= _SEVERAL else _SHARE
    # Of two languages that share most of a message, the one with more words of its own is it.
    return share + own / len(words) if own and share >= enough else 0.0


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().replace("đ", "d").replace("ł", "l"))
    return "".join(letter for letter in plain if letter.isalpha())


@lru_cache(maxsize=2048)
def _is_latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")
