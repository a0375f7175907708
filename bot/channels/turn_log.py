"""What a channel asks of the store. `bot.store.turns` answers; `bot.server` joins them."""

from typing import Any, Literal, Protocol

ClaimStatus = Literal["new", "busy", "repeat", "unknown", "erased"]
Message = dict[str, Any]


class NoConversation(LookupError):
    """The conversation is not in the log, though its token is ours."""


class Claim(Protocol):
    """What became of an attempt to start a turn."""

    @property
    def status(self) -> ClaimStatus:
        """new: run it. busy: it runs. repeat: it ran. unknown, erased: no conversation."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """The stored reply, for a repeat."""

    @property
    def said(self) -> bool:
        """Whether a repeat's own words are stored: a turn to which nobody answered was taken all the same."""

    @property
    def state(self) -> str:
        """The conversation's state: asking, done, with_person or ended."""


class TurnLog(Protocol):
    """Every call either did what it says, in the database, or raises."""

    def open(self, channel: str, locale: str) -> str:
        """A new conversation's id."""

    def claim(self, conversation_id: str, turn_id: str, text: str) -> Claim:
        """Start a turn, once: what the person sent is stored before anything runs."""

    def finish(
        self,
        conversation_id: str,
        turn_id: str,
        said: Message | None,
        replies: list[Message],
        state: str,
        assessed: bool,
    ) -> None:
        """Store what was said and answered. `said` is None when the person said nothing."""

    def messages(self, conversation_id: str, after: str | None) -> tuple[list[Message], str]:
        """The messages after that id, in order, and the state. Raises NoConversation."""

    def erase(self, conversation_id: str) -> None:
        """Delete the content of the conversation, tracker included. Raises NoConversation."""

    def ready(self) -> bool:
        """Whether a real query works."""
