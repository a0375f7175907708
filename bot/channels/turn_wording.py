"""How a turn reads: to Rasa where it has no words of its own, and in the conversation."""

from typing import Any

from bot.channels.changes import change_message, recheck_message
from bot.channels.messages import stamp
from bot.channels.request_body import TurnRequest
from bot.channels.turn_log import Message


def wish_without_words(turn: TurnRequest) -> dict[str, Any] | None:
    """What Rasa reads instead of words; None for a turn that has some."""
    if turn.recheck:
        return recheck_message()
    return change_message() if turn.change else None


def person_line(conversation_id: str, turn: TurnRequest, words: str) -> Message | None:
    """What the person's line in the conversation reads; None when they said nothing."""
    if turn.recheck:
        return None
    message = {"kind": "text", "text": words}
    return stamp(conversation_id, turn.turn_id, "person", [message])[0]
