"""What was said in a conversation, in order, with what nothing judged marked and what nothing answered put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.store.messages import iso_time
from bot.store.unjudged_words import UnjudgedWords
from bot.wording import wording

NOT_ASSESSED, NOT_ANSWERED = "not assessed", "not answered"
"""The value of a message's `mark`; other messages have none."""

OTHER_ANSWERS = ("not_sure", "skip", "none")


def transcript(
    messages: Sequence[Mapping[str, Any]], unjudged: Sequence[UnjudgedWords]
) -> tuple[Mapping[str, Any], ...]:
    """The messages and the words that no message has."""
    marked = {each.message_id for each in unjudged} - {None}
    said = [{**each, "mark": NOT_ASSESSED} if each["id"] in marked else each for each in messages]
    for each in unjudged:
        if each.message_id is None:
            at = iso_time(each.at)
            place = next((index for index, other in enumerate(said) if other["at"] > at), len(said))
            text = _as_read(each.text, said[:place])
            line = {"at": at, "from": "person", "kind": "text", "text": text, "mark": NOT_ANSWERED}
            said.insert(place, line)
    return tuple(said)


def _as_read(text: str, before: Sequence[Mapping[str, Any]]) -> str:
    """The text; where it is nothing but options of the last question, as the person read them."""
    asked: Mapping[str, Any] = next((each["question"] for each in reversed(before) if "question" in each), {})
    labels = {each: wording().text(f"utter_option_{each}") for each in OTHER_ANSWERS}
    labels |= {option["id"]: option["label"] for option in asked.get("options", ())}
    parts = text.split(", ")
    return ", ".join(labels[part] for part in parts) if labels.keys() >= set(parts) else text
