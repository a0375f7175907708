"""Holds each text message to two segments as a phone gets it: its longest form, its menu under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.gsm7 import TWO_MESSAGES, foreign_characters, septets
from bot.review.lint.finding import Finding, Problem
from bot.review.lint.parameters import Values, fillings
from bot.text_menu import menu_text, numbered
from bot.triage.entries import Content
from bot.wording import Button, Wording

SMS = "utter_sms_"
ASKS = "utter_sms_ask_"
# What a clinic and its host may be called at most (docs/sms.md); the code of a link has a length of its own.
LONGEST = {
    "clinic_name": ("The Riverside Movement and Rehab Clinics!",),
    # As long as the front desk takes a name (bot/store/staff.py).
    "staff_name": ("A" * 80,),
    "clinic_phone": ("+1 (555) 555-0100 ext 2",),
    "link": (f"https://{'a' * 40}/talk/continue#ABCD-EFGH",),
    "count": ("40 answers",),
}
FRAME = {"reason": "text", "correction": "text", "contact_name": "text", "contact_reach": "text"}


def check_text_message(response: str, words: Wording, content: Content, values: Values) -> Iterator[Finding]:
    """Every way in which a text message is longer than two segments, or dearer than plain letters."""
    for said in fillings(words, response, {**values, **LONGEST}):
        for text in _with_menus(response, said, words, content):
            if septets(text) > TWO_MESSAGES:
                yield Finding(response, Problem.TOO_LONG, text)
            if foreign_characters(text):
                yield Finding(response, Problem.CHARACTERS, text, foreign_characters(text))


def _with_menus(response: str, said: str, words: Wording, content: Content) -> Iterator[str]:
    """The text with every menu it can have: of a tick list, all lines or only those still open."""
    buttons = words.buttons(response)
    question = response.removeprefix(ASKS)
    known = content.questions.get(question)
    kind = known.input if known is not None else FRAME.get(question, "choice" if buttons else "text")
    for offered in _still_open(buttons) if kind == "choices" else (buttons,):
        yield menu_text(said, kind, numbered(question, kind, offered, words), words)


def _still_open(buttons: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    """All of a tick list, each list with one line fewer, and each line alone."""
    yield buttons
    yield from combinations(buttons, len(buttons) - 1)
    yield from combinations(buttons, 1)
