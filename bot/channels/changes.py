"""A wish to answer an earlier question again, checked against what can be answered again."""

from collections.abc import Sequence
from typing import Any

from bot.channels.api_error import ApiError
from bot.channels.turn_log import Message

# An intent of our own making, as the opening is: no words of a person lead to it.
INTENT = "change_answer"


def last_answered(messages: Sequence[Message]) -> list[Message]:
    """The newest `answered`: which questions can be answered again, and how they were answered."""
    for message in reversed(messages):
        if "answered" in message:
            answered: list[Message] = message["answered"]
            return answered
    return []


def question_of(change: str, messages: Sequence[Message]) -> str:
    """What the question of this id is called. Raises ApiError when it cannot be answered again."""
    for entry in last_answered(messages):
        if entry["id"] == change:
            return str(entry["question"])
    raise ApiError("bad_change")


def change_message() -> dict[str, Any]:
    """What Rasa is given in place of words. The question's id goes beside it."""
    intent = {"name": INTENT, "confidence": 1.0}
    return {"text": "", "intent": intent, "entities": [], "intent_ranking": [intent]}
