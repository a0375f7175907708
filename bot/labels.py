"""Plain words for facts and their values, as the questions word them."""

from __future__ import annotations

from bot.triage.content import load_content
from bot.triage.evidence import YES
from bot.wording import wording


def heading(fact: str) -> str:
    """What a fact is called, such as "How long"."""
    return wording().text(f"utter_label_{fact}")


def value_label(fact: str, value: str) -> str:
    """What a value is called, as on the button that chooses it; a number is its own label."""
    words = wording()
    for response in (f"utter_ask_{fact}", f"utter_label_{fact}"):
        if words.has(response):
            for button in words.buttons(response):
                if button.payload == value:
                    return button.title
    return value


def statement(fact: str, value: str) -> str:
    """A fact and its value as one short line, for the summary and the reasons."""
    if fact in load_content().flags:
        return wording().text(f"utter_flag_{fact}")
    if value == YES and load_content().facts[fact].is_yes_no:
        return heading(fact)
    return f"{heading(fact)}: {value_label(fact, value)}"
