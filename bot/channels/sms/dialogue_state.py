"""What passes between the transport of text messages and the conversation held over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Keyword = Literal["stop", "start", "help"]
Pending = Literal["resume"]


@dataclass(frozen=True)
class NumberState:
    """Where one phone number stands; the number itself is not in it.

    `number_id` is the keyed digest of the number. Times are in UTC. `last_heard_at` is when the batch
    before this one was heard, and `safety_asked_at` is since when the answers about danger count.
    `pending` is a question of the channel's own that waits for an answer, before the engine's. `asked` is
    the id of the message whose question was last texted, so that a number is never read as an answer to
    another one. `told_version` is the version of the first notice this number was sent; None before it was.
    """

    number_id: str
    conversation_id: str | None = None
    last_heard_at: datetime | None = None
    safety_asked_at: datetime | None = None
    pending: Pending | None = None
    opted_out: bool = False
    asked: str | None = None
    told_version: str | None = None

    @property
    def greeted(self) -> bool:
        """Whether the first notice was sent to this number."""
        return self.told_version is not None


@dataclass(frozen=True)
class Batch:
    """What one number sent as one turn: texts that came close together, joined in order by spaces.

    `id` fits a turn id ([A-Za-z0-9._~-], at most 64) and is the same again when the batch is run again
    after a crash. `text` has at most 1,000 characters and may be empty. `keyword` is what the carrier
    says the text was, and `carrier_answered` whether it has replied to that itself.
    """

    id: str
    text: str
    at: datetime
    media_count: int = 0
    has_location: bool = False
    keyword: Keyword | None = None
    carrier_answered: bool = False


@dataclass(frozen=True)
class Text:
    """One text to send: GSM-7 and at most two segments. Urgent ones are sent before all others.

    `kind` is for the outbox and the logs: emergency, question, result, notice or keyword.
    """

    text: str
    urgent: bool = False
    kind: str = "notice"


@dataclass(frozen=True)
class Audited:
    """A line for the audit log: what was done, and with what, such as a version. No words of a person."""

    action: str
    conversation_id: str | None
    detail: str = ""


@dataclass(frozen=True)
class Answered:
    """What a batch comes to: texts in the order to send, the number's new state, alerts for the front desk
    (kinds such as `opted_out_danger`) and lines for the audit log. Stored together, or not at all."""

    texts: Sequence[Text]
    number: NumberState
    alerts: Sequence[str] = ()
    audited: Sequence[Audited] = ()


class NotNow(Exception):
    """The batch cannot be answered yet; run it again, with the same id, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Run the batch again in {seconds} seconds.")
        self.seconds = seconds


class Dialogue(Protocol):
    """Holds the conversation. `SmsDialogue` does."""

    async def answer(self, number: NumberState, batch: Batch) -> Answered:
        """Answer one batch; the same batch again gives the same turn. Raises NotNow while another process,
        or one that was just killed, may still be at this very turn."""


class Numbers(Protocol):
    """What the conversation stores by itself; the transport stores the rest."""

    async def keep(self, number: NumberState) -> None:
        """Store the state now: a conversation was opened, and a crash must not open a second one."""
