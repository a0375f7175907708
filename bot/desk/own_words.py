"""What a person said in their own words, as against the options they tapped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.wording import wording

ENDS = ("result", "emergency")
MOST = 12
OTHER_OPTIONS = ("utter_option_not_sure", "utter_option_skip", "utter_option_none")


def own_words(messages: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Their own words, in order, each once, at most MOST; up to the first result.

    After a result people are asked for their name and number, which have their own place.
    """
    words: list[str] = []
    others = [wording().text(option) for option in OTHER_OPTIONS]
    labels = list(others)
    for message in messages:
        if message.get("kind") in ENDS:
            break
        text = str(message.get("text", "")).strip()
        if message.get("from") == "person":
            if text and text not in words and not _tapped(text, labels):
                words.append(text)
        elif "question" in message:
            options = message["question"].get("options", ())
            labels = [*others, *(option["label"] for option in options)]
    return tuple(words[:MOST])


def _tapped(text: str, labels: Sequence[str]) -> bool:
    """Whether the text is nothing but options of the question; a tick list sends several."""
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(label, "")
    return not re.search(r"\w", text)
