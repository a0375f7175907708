"""Which key picks which option: digits first, then the letters that nothing else on the page uses."""

from __future__ import annotations

from dataclasses import dataclass

from bot.speech.questions import question_options
from bot.triage.entries import Content
from bot.triage.interview import CONFIRM_DANGER, Asking

# b takes back, h is for hung up, n begins a call, q is the queue, s skips, u is not sure, w is for words, x is for
# misheard, 0 is none of these.
OPTION_KEYS = "123456789acdefgijklmoprtvyz"
TEN = "t"
"""A score has the key of its digit; ten has no digit."""


@dataclass(frozen=True)
class Option:
    """One option of a question: what the form sends, how it reads, and the key that picks it."""

    value: str
    label: str
    key: str


def options_of(asking: Asking, content: Content) -> tuple[Option, ...]:
    """The options that a page shows for a question, in the order they are read aloud."""
    if asking.input == "number" and asking.id != CONFIRM_DANGER:
        scores = content.facts[asking.facts[0]].values
        return tuple(Option(each, each, each if len(each) == 1 else TEN) for each in scores)
    buttons = question_options(asking)
    return tuple(
        Option(button.payload, button.title, key)
        for button, key in zip(buttons, OPTION_KEYS[: len(buttons)], strict=True)
    )
