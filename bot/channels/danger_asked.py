"""Whether a question about danger waits, so that a reply to it is heard though staff took the conversation over."""

from collections.abc import Sequence

from bot.channels.turn_log import Message


def open_danger_question(messages: Sequence[Message]) -> Message | None:
    """The message with the bot's own question about danger that what a person says next may answer.

    None once they replied to it, or staff wrote to them. A reply that was not assessed is none.
    """
    unheard = False
    for message in reversed(messages):
        if message["from"] == "staff" or "result" in message:
            return None
        if message["from"] == "person":
            if not unheard:
                return None
            unheard = False
        elif message["kind"] == "question":
            return message if message["question"].get("safety") else None
        elif message["kind"] == "notice":
            unheard = True
    return None
