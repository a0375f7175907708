"""Where a conversation stands, read from what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.api_error import ApiError
from bot.channels.messages import message_id
from bot.channels.turn_log import Message
from bot.channels.turns import Turns


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: everything that was said, and the state."""

    messages: Sequence[Message]
    state: str

    @property
    def reply(self) -> list[Message]:
        """What was said since the person last said something."""
        latest: list[Message] = []
        for message in reversed(self.messages):
            if message["from"] == "person":
                break
            latest.insert(0, message)
        return latest

    @property
    def question(self) -> Message | None:
        """The message whose question waits: one in the reply, or an older one while still asking. While staff have
        the conversation, none does."""
        if self.state == "with_person":
            return None
        searched = self.messages if self.state == "asking" else self.reply
        return next((message for message in reversed(searched) if message["kind"] == "question"), None)

    @property
    def staff_name(self) -> str:
        """What the member of staff who has the conversation is called; empty when nobody has it."""
        if self.state != "with_person":
            return ""
        return next((str(m["by"]) for m in reversed(self.messages) if "by" in m), "")

    @property
    def turn_id(self) -> str:
        """The id of the one turn that can follow, so that a form sent twice counts once.

        A message of the staff changes nothing about what is being answered.
        """
        last = next((m["id"] for m in reversed(self.messages) if m["from"] != "staff"), "none")
        return f"page-{last}"

    def holds_turn(self, conversation_id: str, turn_id: str) -> bool:
        """Whether that turn was answered already."""
        first = message_id(conversation_id, turn_id, "bot", 0)
        return any(message["id"] == first for message in self.messages)


async def standing_of(turns: Turns, conversation_id: str) -> Standing:
    """Where that conversation stands. Raises ApiError, also for one that ended."""
    messages, state = await turns.messages(conversation_id, None)
    if state == "ended":
        raise ApiError("no_conversation")
    return Standing(messages, state)
