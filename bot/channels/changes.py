"""What a channel may wish for without words: an earlier question, or the ones about danger, once more."""

from collections.abc import Sequence
from typing import Any

from bot.channels.api_error import ApiError
from bot.channels.turn_log import Message

# Intents of our own making, as the opening is: no words of a person lead to them.
CHANGE, RECHECK = "change_answer", "recheck_danger"


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
    return _message(CHANGE)


def recheck_message() -> dict[str, Any]:
    """What Rasa is given to ask about danger again."""
    return _message(RECHECK)


def _message(name: str) -> dict[str, Any]:
    intent = {"name": name, "confidence": 1.0}
    return {"text": "", "intent": intent, "entities": [], "intent_ranking": [intent]}
