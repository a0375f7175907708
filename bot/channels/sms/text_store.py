"""What the transport of texts asks of the store; `bot.server` joins them. Every call blocks.

Each call did what it says, in the database, or raises.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.channels.sms.dialogue_state import Answered, Keyword, NumberState
from bot.channels.sms.provider import DeliveryEvent, DeliveryStatus, Inbound


class LeaseLost(RuntimeError):
    """Another process works on this number's texts now; nothing was stored."""


@dataclass(frozen=True)
class WaitingText:
    """A text that came in and is not answered. `number` is its place in the order of arrival.

    `turn_id` is the turn it was marked for, `parts_done` how much of that turn is answered.
    """

    number: int
    sender: str = field(repr=False)
    text: str = field(repr=False)
    received_at: datetime
    sent_at: datetime | None = None
    media_count: int = 0
    has_location: bool = False
    keyword: Keyword | None = None
    turn_id: str | None = None
    parts_done: int = 0


@dataclass(frozen=True)
class Part:
    """Part `place` (from 1) of `parts` of a turn, and who is to be answered."""

    turn_id: str
    place: int
    parts: int
    recipient: str = field(repr=False)

    @property
    def id(self) -> str:
        """The id of this part as a turn of its own."""
        return f"{self.turn_id}.{self.place}"


@dataclass(frozen=True)
class DueText:
    """A text to hand to the carrier now. `doubtful`: the carrier may have it already."""

    id: str
    number_id: str
    recipient: str = field(repr=False)
    text: str = field(repr=False)
    urgent: bool
    attempts: int
    doubtful: bool
    created_at: datetime
    first_tried_at: datetime


class Inbox(Protocol):
    """Texts that came in."""

    def receive(self, text: Inbound) -> bool:
        """Claim a text; False when it was claimed before."""

    def newest_received(self) -> datetime | None:
        """When the last text came in."""

    def due(self, quiet_seconds: float, most_seconds: float) -> list[str]:
        """The ids of numbers whose texts can be answered now."""

    def lease(self, number_id: str, holder: str, seconds: float) -> bool:
        """Take or renew the right to work on a number."""

    def release(self, number_id: str, holder: str) -> None:
        """Give it back."""

    def number(self, number_id: str) -> NumberState:
        """What is known of the number."""

    def unanswered(self, number_id: str) -> list[WaitingText]:
        """Its texts, in the order they came in."""

    def mark(self, numbers: Sequence[int], turn_id: str) -> None:
        """Make these texts one turn, before it runs."""

    def leave_claim(self, number_id: str, holder: str, turn_id: str) -> None:
        """Whoever began this turn of the conversation is gone; only the lease's holder can know. Raises LeaseLost."""

    def store_answer(self, holder: str, part: Part, was: NumberState, answer: Answered) -> None:
        """Store the answer to a part of a turn: texts, state, alerts and audit lines, all at once.

        `was` is the state the answer began from. Raises LeaseLost.
        """


class Outbox(Protocol):
    """Texts that go out."""

    def take_due(self, lease_seconds: float) -> DueText | None:
        """The next text to send, marked before the carrier is called."""

    def other_carrier_ids(self, number_id: str, text_id: str) -> frozenset[str]:
        """The carrier's ids that belong to other texts of this number."""

    def is_open(self, text_id: str) -> bool:
        """Whether it still has to be sent."""

    def note_sent(self, text_id: str, carrier_id: str) -> None:
        """The carrier has it."""

    def note_retry(self, text_id: str, seconds: float, doubtful: bool, code: str) -> None:
        """Try again after so many seconds."""

    def end(self, text_id: str, status: DeliveryStatus, code: str) -> None:
        """It will never be sent."""

    def note_event(self, event: DeliveryEvent) -> bool:
        """What the carrier says became of it; False for a text that is not ours."""

    def unheard_of(self, seconds: float, most: int) -> list[str]:
        """The carrier's ids of texts sent that long ago of which nothing was heard."""


class TextStore(Inbox, Outbox, Protocol):
    """Both."""
