"""What a person said in their own words, as against the options they tapped."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.wording import wording

ENDS = ("result", "emergency")
MOST = 12
OTHER_OPTIONS = ("utter_option_not_sure", "utter_option_skip", "utter_option_none")


@dataclass(frozen=True)
class OwnWords:
    """Their own words, in order, each once: `first` up to the first result, at most MOST where there is one; `since`
    after it; `unjudged` those that nothing judged, tapped ones too, whenever they were said."""

    first: tuple[str, ...] = field(repr=False)
    since: tuple[str, ...] = field(repr=False)
    unjudged: tuple[str, ...] = field(repr=False)


def own_words(messages: Sequence[Mapping[str, Any]], beside: Collection[str] = ()) -> OwnWords:
    """Their words in a transcript, but for what stands `beside` them: a name and a number."""
    first: list[str] = []
    since: list[str] = []
    unjudged: list[str] = []
    others = [wording().text(option) for option in OTHER_OPTIONS]
    labels = list(others)
    has_result = False
    for message in messages:
        has_result = has_result or message.get("kind") in ENDS
        text = str(message.get("text", "")).strip()
        if message.get("from") == "person":
            words = unjudged if "mark" in message else since if has_result else first
            told = "mark" in message or not (text in beside or _tapped(text, labels))
            if text and told and text not in words:
                words.append(text)
        elif "question" in message:
            options = message["question"].get("options", ())
            labels = [*others, *(option["label"] for option in options)]
    # What no result was made from is never cut short.
    return OwnWords(tuple(first[:MOST] if has_result else first), tuple(since), tuple(unjudged))


def _tapped(text: str, labels: Sequence[str]) -> bool:
    """Whether the text is nothing but options of the question; a tick list sends several."""
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(label, "")
    return not re.search(r"\w", text)
