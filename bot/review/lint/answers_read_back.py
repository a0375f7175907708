"""Answers as they are read back to the person, in the summary and as reasons."""

from __future__ import annotations

from bot.triage.entries import Content, Fact
from bot.triage.evidence import YES
from bot.wording import Wording


def statement(fact: Fact, value: str, words: Wording, content: Content) -> str:
    """One answer as a short line. bot/labels.py speaks it; a test holds the two together."""
    if fact.id in content.flags:
        return words.text(f"utter_flag_{fact.id}")
    heading = words.text(f"utter_label_{fact.id}")
    if value == YES and fact.is_yes_no:
        return heading
    return f"{heading}: {_value(fact.id, value, words)}"


def statements(words: Wording, content: Content) -> tuple[str, ...]:
    """Every line that can be read back."""
    return tuple(
        statement(fact, value, words, content) for fact in content.facts.values() for value in fact.values
    )


def _value(fact: str, value: str, words: Wording) -> str:
    for response in (f"utter_ask_{fact}", f"utter_label_{fact}"):
        if words.has(response):
            for button in words.buttons(response):
                if button.payload == value:
                    return button.title
    return value
