"""Whole texts with a meaning of their own: the carriers' words, our commands, opting out in one's own words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.channels.sms.dialogue_state import Keyword
from bot.channels.sms.word_rows import WordRow, word_rows, words_of

KEYWORDS: tuple[Keyword, ...] = ("stop", "start", "help")
LINK = "link"


def plain(text: str) -> str:
    """The text as word lists hold it: lower case, plain digits and quotes, no marks at the ends."""
    lowered = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    words = " ".join(lowered.split())
    return words.strip(" .!?,;:\"'()*-_") or words


def keyword_in(text: str) -> Keyword | None:
    """The carriers' word that the whole text is, if it is one."""
    said = plain(text)
    return next((word for word in KEYWORDS if said in words_of(_rows()["carrier"], word)), None)


def asks_to_start_again(text: str) -> bool:
    """Whether the whole text takes an opt-out back."""
    return keyword_in(text) == "start" or plain(text) in words_of(_rows()["start_again"], "yes")


def asks_to_stop(text: str) -> bool:
    """Whether the whole text says in somebody's own words to send no more. Danger is not looked for here."""
    said = plain(re.sub(r"[.,;!?]", " ", plain(text)))
    return bool(_opt_out().fullmatch(said))


def command_in(text: str) -> WordRow | None:
    """The command of ours that the whole text is, if it is one."""
    said = plain(text)
    return next((row for row in _rows()["commands"] if said in row.words), None)


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[WordRow, ...]]:
    return word_rows("keywords.yml")


@lru_cache(maxsize=1)
def _opt_out() -> re.Pattern[str]:
    def either(section: str) -> str:
        words = {word for row in _rows()[section] for word in row.words}
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    wish, around = either("opt_out"), either("around")
    return re.compile(rf"(?:(?:{around}) )*(?:{wish})(?: (?:{around}|{wish}))*")
