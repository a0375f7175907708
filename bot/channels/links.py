"""One-time codes that carry a conversation over to the web page. `bot.server` brings the store's."""

from typing import Protocol


class Links(Protocol):
    """Codes work once and for half an hour; only a keyed digest of them is kept."""

    def issue(self, conversation_id: str) -> str:
        """A new code for this conversation: 8 or more letters and digits, none easily taken for another."""

    def use(self, code: str) -> str | None:
        """Use the code up. The conversation it was for; None for one that is wrong, used or too old."""
