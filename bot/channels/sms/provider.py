"""What the channel asks of a carrier, in terms that fit every one of them.

To add a carrier, write one module with a Provider and name it in `bot.server.sms_providers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

OptOutWord = Literal["stop", "start", "help"]
DeliveryStatus = Literal["sent", "delivered", "undelivered", "failed", "opted_out"]


@dataclass(frozen=True)
class CarrierRequest:
    """A request from outside, before anybody believes it. Header names are in lower case.

    `path` is with its query, as it was asked for.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    content_type: str = ""


@dataclass(frozen=True)
class Inbound:
    """A text somebody sent us. `sent_at` only where the carrier says so itself."""

    provider: str
    message_id: str
    from_: str = field(repr=False)
    to: str = field(repr=False)
    text: str = field(repr=False)
    received_at: datetime
    media_count: int = 0
    has_location: bool = False
    opt_out: OptOutWord | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Outbound:
    """A text of ours. `id` is the outbox's own and says nothing about anybody."""

    to: str = field(repr=False)
    text: str = field(repr=False)
    id: str


@dataclass(frozen=True)
class Receipt:
    """The carrier took a text and calls it `carrier_id`."""

    carrier_id: str


@dataclass(frozen=True)
class ImmediateAnswer:
    """What a carrier takes from the answer to its webhook, and texts on."""

    content_type: str
    body: str = field(repr=False)


@dataclass(frozen=True)
class DeliveryEvent:
    """What became of a text. `text_id` is the outbox's id where the carrier gives it back."""

    carrier_id: str
    status: DeliveryStatus
    error_code: str = ""
    text_id: str = ""


@dataclass(frozen=True)
class Capabilities:
    """What a carrier does for us.

    `answers_keywords`: it answers STOP, START and HELP itself. `finds_sent`: it can be asked whether
    it has a text. `finds_missed`: it can be asked for texts whose webhook never arrived.
    """

    most_characters: int
    answers_keywords: bool
    finds_sent: bool
    finds_missed: bool
    tells_sent_time: bool


class Provider(Protocol):
    """One carrier. `verify`, `parse` and `parse_status` look at nothing but the request."""

    @property
    def name(self) -> str:
        """A short lower-case word: the routes are /sms/<name> and /sms/<name>/status."""

    @property
    def media_type(self) -> str:
        """The content type of its requests."""

    @property
    def capabilities(self) -> Capabilities:
        """What it does for us."""

    def verify(self, request: CarrierRequest) -> bool:
        """Whether the carrier, and nobody else, made this request just now."""

    def parse(self, request: CarrierRequest) -> Inbound | None:
        """The text in a verified request; None for another kind of event. Raises MalformedRequest."""

    def parse_status(self, request: CarrierRequest) -> DeliveryEvent | None:
        """What became of a text of ours; None for another kind of event. Raises MalformedRequest."""

    def answer_at_once(self, words: str) -> ImmediateAnswer | None:
        """These words as the answer to the webhook itself; None where a carrier takes none there."""

    async def send(self, text: Outbound) -> Receipt:
        """Hand over a text. Raises SendFailed."""

    async def find_sent(self, text: Outbound, since: datetime, known: frozenset[str]) -> Receipt | None:
        """The carrier's copy of a text whose sending was begun at `since` and not recorded.

        `known` are carrier ids that belong to other texts. Raises SendFailed.
        """

    async def status_of(self, carrier_id: str) -> DeliveryEvent | None:
        """What became of a text, asked when no callback came. Raises SendFailed."""

    async def missed(self, since: datetime) -> list[Inbound]:
        """The texts that came in after `since`, whether or not their webhook arrived. Raises SendFailed."""

    async def close(self) -> None:
        """Let go of connections."""
