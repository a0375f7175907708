"""A carrier that is a terminal: for `make sms`, on this machine only, in demo mode only."""

import json
import uuid
from datetime import datetime, timezone

from bot.channels.sms.carrier_errors import MalformedRequest
from bot.channels.sms.phone_numbers import NotAPhoneNumber, e164
from bot.channels.sms.provider import (
    Capabilities,
    CarrierRequest,
    DeliveryEvent,
    ImmediateAnswer,
    Inbound,
    Outbound,
    Receipt,
)
from bot.gsm7 import segments

NAME = "console"
MOST_KEPT = 1000


class Console:
    """Takes texts as JSON, {"from": ..., "text": ...}, and keeps ours to be shown as a phone would.

    Nothing is signed: the settings refuse this provider outside demo mode.
    """

    def __init__(self) -> None:
        self._sent: list[dict[str, object]] = []
        self._shown = 0

    @property
    def name(self) -> str:
        """The word in the routes."""
        return NAME

    @property
    def media_type(self) -> str:
        """JSON, which no page of another site can post without being asked first."""
        return "application/json"

    @property
    def capabilities(self) -> Capabilities:
        """Nothing is answered or found for us."""
        return Capabilities(
            1600, answers_keywords=False, finds_sent=False, finds_missed=False, tells_sent_time=False
        )

    def verify(self, request: CarrierRequest) -> bool:
        """Whoever reaches it: it listens on this machine."""
        return True

    def parse(self, request: CarrierRequest) -> Inbound | None:
        """The text."""
        try:
            body = json.loads(request.body)
            sender, text = e164(body["from"]), str(body["text"])
        except (ValueError, KeyError, TypeError, AttributeError, NotAPhoneNumber, RecursionError):
            raise MalformedRequest('Post {"from": "+15005550101", "text": "words"}.') from None
        now = datetime.now(timezone.utc)
        return Inbound(NAME, str(body.get("id") or uuid.uuid4().hex), sender, "", text, now)

    def parse_status(self, request: CarrierRequest) -> DeliveryEvent | None:
        """Nothing is ever told of a text again."""
        return None

    def answer_at_once(self, words: str) -> ImmediateAnswer | None:
        """Nothing: whoever sits there sees the status."""
        return None

    async def send(self, text: Outbound) -> Receipt:
        """Keep the text with its encoding and segments."""
        cut = segments(text.text)
        parts = [part.text for part in cut.parts]
        shown = {"to": text.to, "text": text.text, "encoding": str(cut.encoding), "segments": parts}
        self._sent = [*self._sent[-MOST_KEPT:], {"number": self._shown, **shown}]
        self._shown += 1
        return Receipt(f"console-{text.id}")

    def sent_since(self, number: int) -> list[dict[str, object]]:
        """The texts from that number on, each with its number, encoding and segments."""
        return [text for text in self._sent if int(str(text["number"])) >= number]

    async def find_sent(self, text: Outbound, since: datetime, known: frozenset[str]) -> Receipt | None:
        """Nothing: what a killed terminal showed is gone."""
        return None

    async def status_of(self, carrier_id: str) -> DeliveryEvent | None:
        """What was shown has arrived."""
        return DeliveryEvent(carrier_id, "delivered")

    async def missed(self, since: datetime) -> list[Inbound]:
        """Nothing."""
        return []

    async def close(self) -> None:
        """There is nothing to let go of."""
