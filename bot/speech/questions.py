"""A question of the core in words: what is asked, and the options under it."""

from __future__ import annotations

from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.triage.interview import CONFIRM_DANGER, Asking
from bot.wording import Button, wording

CONFIRMED_BY = "utter_confirm_one"
"""Whose buttons stand under the question that confirms danger."""


def question_words(asking: Asking, audience: Audience) -> str:
    """What is asked."""
    if asking.id == CONFIRM_DANGER:
        return confirming_words(asking.facts)
    return phrase(audience, f"utter_ask_{asking.id}")


def question_options(asking: Asking) -> tuple[Button, ...]:
    """The options of a question: of a tick list, only the lines that are still open."""
    if asking.id == CONFIRM_DANGER:
        return wording().buttons(CONFIRMED_BY)
    buttons = wording().buttons(f"utter_ask_{asking.id}")
    if asking.input != "choices":
        return buttons
    return tuple(button for button in buttons if button.payload in asking.facts) or buttons


def confirming_words(flags: tuple[str, ...]) -> str:
    """One plain yes or no question: about the sign itself, about either of two, or about the list just shown."""
    words = wording()
    questions = [words.text(f"utter_confirm_{flag}") for flag in flags]
    if len(questions) == 1:
        return words.text("utter_confirm_one", question=questions[0])
    if len(questions) == 2:
        return words.text("utter_confirm_either", first=questions[0], second=questions[1])
    return words.text("utter_confirm_many")
