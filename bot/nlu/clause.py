"""The clause of a message around a position: what a finding is quoted with."""

import re

from bot.nlu.finding import SAID_CHARACTERS

_CLAUSE_END = re.compile(r"[.!?;](?=\s|$)|[\n…]|,? but ")


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that holds text[start:end], at most 120 characters, cut between words."""
    left = max((mark.end() for mark in _CLAUSE_END.finditer(text, 0, start)), default=0)
    following = _CLAUSE_END.search(text, end)
    right = following.start() if following else len(text)
    if right - left > SAID_CHARACTERS:
        left, right = _window(text, left, right, start)
    return text[left:right].strip(" ,;.!?")


def _window(text: str, left: int, right: int, start: int) -> tuple[int, int]:
    left = max(left, start - SAID_CHARACTERS // 2)
    right = min(right, left + SAID_CHARACTERS)
    if left > 0 and text[left - 1] != " ":
        left = text.find(" ", left, start) + 1 or left
    if right < len(text) and text[right] != " ":
        right = max(text.rfind(" ", left, right), left + 1)
    return left, right
