"""Reads a text as the answer to the question that was texted last: options, or words.

Only what is plainly a menu answer is taken as one. Everything else goes to the conversation as words, where
danger is listened for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.channels.choices import accepted_others
from bot.channels.request_body import TurnRequest
from bot.channels.sms.keywords import plain
from bot.channels.sms.word_rows import WordRow, word_rows, words_of
from bot.channels.turn_log import Message

NUMBER = re.compile(r"[#(]*(\d{1,2})[.):]*")
NUMBERED = re.compile(r"[#(]*(\d{1,2})[.):]* +(.+)")
# In a text question only this one is answered with digits.
DIGITS_ARE_WORDS = frozenset({"contact_reach"})


@dataclass(frozen=True)
class StaleNumber:
    """A number that is not on the menu, or a number or bare yes meant for another question: ask again."""


@dataclass(frozen=True)
class MenuEntry:
    """One numbered answer: the option's id, and the words a person may copy instead of its number."""

    id: str
    label: str
    long_label: str = ""


def read_answer(
    text: str, turn_id: str, question: Message | None, menu: tuple[MenuEntry, ...], on_screen: bool = True
) -> TurnRequest | StaleNumber:
    """What the text means as the answer to `question`, whose numbered answers are `menu`.

    `on_screen` is whether that menu was the last one texted: otherwise a number or a bare yes is for another one.
    """
    if question is None:
        return StaleNumber() if numbers_in(text) else TurnRequest(turn_id, text=text)
    kind, others = question.get("input"), accepted_others(question)
    said = plain(text)
    if said in words_of(_rows()["answers"], "not_sure"):
        return TurnRequest(turn_id, choices=("not_sure",))
    if kind == "number":
        return _number(text, turn_id, on_screen)
    numbers = numbers_in(text)
    if kind not in ("choice", "choices"):
        stale = numbers and question.get("id") not in DIGITS_ARE_WORDS
        return StaleNumber() if stale else TurnRequest(turn_id, text=text)
    if numbers:
        picked = _picked(numbers, menu, kind == "choices") if on_screen else ()
        return TurnRequest(turn_id, choices=picked) if picked else StaleNumber()
    if "none" in others and said in words_of(_rows()["answers"], "none"):
        return TurnRequest(turn_id, choices=("none",))
    if not on_screen and said in words_of(_rows()["answers"], "yes") | words_of(_rows()["answers"], "no"):
        return StaleNumber()
    named = _named(text, menu)
    return TurnRequest(turn_id, choices=(named,)) if named else TurnRequest(turn_id, text=text)


def read_menu(text: str, menu: tuple[MenuEntry, ...]) -> str | StaleNumber | None:
    """The answer to a menu of the channel's own; None for words that are none of its answers."""
    numbers = numbers_in(text)
    if numbers:
        picked = _picked(numbers, menu, several=False)
        return picked[0] if picked else StaleNumber()
    return _named(text, menu)


def is_greeting(text: str) -> bool:
    """Whether a first text says nothing yet."""
    return plain(text) in words_of(_rows()["greetings"], "hello")


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of a text that is nothing but numbers up to two digits; otherwise none."""
    listed = plain(text)
    for word in words_of(_rows()["between"], "list"):
        listed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", listed)
    pieces = re.split(r"[\s,;/]+", listed.strip(" ,;/"))
    found = [_value(piece) for piece in pieces if piece]
    return tuple(number for number in found if number is not None) if found and None not in found else ()


def _value(piece: str) -> int | None:
    match = NUMBER.fullmatch(piece)
    return int(match[1]) if match else _number_words().get(piece)


def _number(text: str, turn_id: str, on_screen: bool) -> TurnRequest | StaleNumber:
    # "7/10" is a score, which the conversation knows how to read.
    numbers = () if "/" in text else numbers_in(text)
    if numbers and (not on_screen or len(set(numbers)) > 1):
        return StaleNumber()
    return TurnRequest(turn_id, text=str(numbers[0]) if numbers else text)


def _picked(numbers: tuple[int, ...], menu: tuple[MenuEntry, ...], several: bool) -> tuple[str, ...]:
    if several and set(numbers) == {0}:
        return ("none",)
    if not several and len(set(numbers)) > 1:
        return ()
    if not all(1 <= number <= len(menu) for number in numbers):
        return ()
    return tuple(dict.fromkeys(menu[number - 1].id for number in numbers))


def _named(text: str, menu: tuple[MenuEntry, ...]) -> str | None:
    """The one answer whose words the text is, with its number in front or not, or yes or no."""
    said = plain(text)
    numbered = NUMBERED.fullmatch(said)
    if numbered and 1 <= int(numbered[1]) <= len(menu):
        entry = menu[int(numbered[1]) - 1]
        if plain(numbered[2]) in _words(entry):
            return entry.id
    found = [entry.id for entry in menu if said in _words(entry)]
    for short in ("yes", "no"):
        if said in words_of(_rows()["answers"], short) and not found:
            found = [entry.id for entry in menu if entry.id == short]
    return found[0] if len(found) == 1 else None


def _words(entry: MenuEntry) -> set[str]:
    return {plain(label) for label in (entry.label, entry.long_label) if label}


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[WordRow, ...]]:
    return word_rows("words.yml")


@lru_cache(maxsize=1)
def _number_words() -> Mapping[str, int]:
    (row,) = _rows()["numbers"]
    return {word: number for number, word in enumerate(row.words)}
