"""A message that was handled before is answered again from what was stored, not handled again.

A process can be killed after Rasa stored a turn and before the channel did. Run again, the same words
would be taken for the answer to the next question.
"""

from collections.abc import Iterable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class HandledBefore(Exception):
    """The tracker holds this message. `uttered` is what the bot said to it, in order."""

    def __init__(self, uttered: list[dict[str, Any]]) -> None:
        super().__init__("This message was handled before.")
        self.uttered = uttered


def refuse_a_second_time(message: UserMessage, tracker: DialogueStateTracker) -> None:
    """Raise HandledBefore when the tracker holds a message with the same id.

    Only ids that a channel gives count: Rasa makes a new one for each message without.
    """
    uttered = _answer_to(message.message_id, tracker.events)
    if uttered is not None:
        raise HandledBefore(uttered)


async def say_again(message: UserMessage, before: HandledBefore) -> None:
    """Utter the stored answer through the message's channel."""
    assert message.output_channel is not None
    for utterance in before.uttered:
        await message.output_channel.send_response(message.sender_id, utterance)


def _answer_to(message_id: str, events: Iterable[Event]) -> list[dict[str, Any]] | None:
    uttered: list[dict[str, Any]] | None = None
    for event in events:
        if isinstance(event, UserUttered):
            if uttered is not None:
                break
            if event.message_id == message_id:
                uttered = []
        elif uttered is not None and isinstance(event, BotUttered):
            uttered.append(event.message())
    return uttered
