"""Telnyx: webhooks signed with Ed25519, and the messages of its API (version 2).

Facts are from its documentation: https://developers.telnyx.com/docs/messaging and /api/errors. It sends a
webhook up to three times, and has no list of messages to look through that we know of.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.channels.sms.carrier_errors import MalformedRequest, Misconfigured
from bot.channels.sms.carrier_http import CarrierHttp
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
from bot.channels.sms.telnyx_answers import error_of, moment, status_from

NAME = "telnyx"
API = "https://api.telnyx.com"
STATUS_PATH = "/sms/telnyx/status"
TOLERANCE_SECONDS = 300


class Telnyx:
    """One account and the number it sends from. `public_url` is where Telnyx reaches us."""

    name = NAME
    media_type = "application/json"

    def __init__(
        self,
        key: str,
        public_key: str,
        public_url: str,
        sender: str,
        api: str = API,
        answers_keywords: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """Raises ValueError when the public key is not 32 bytes in base64."""
        self._public_key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        self._headers = {"authorization": f"Bearer {key}"}
        self._public_url = public_url.rstrip("/")
        self._sender = sender
        self._messages = f"{api.rstrip('/')}/v2/messages"
        self._clock = clock
        self._http = CarrierHttp()
        self.capabilities = Capabilities(
            most_characters=1600,
            answers_keywords=answers_keywords,
            finds_sent=False,
            finds_missed=False,
            tells_sent_time=True,
        )

    def verify(self, request: CarrierRequest) -> bool:
        """Whether Telnyx signed these very bytes within the last five minutes."""
        stamp = request.headers.get("telnyx-timestamp", "")
        if not stamp.isdecimal() or len(stamp) > 12:
            return False
        if abs(self._clock().timestamp() - int(stamp)) > TOLERANCE_SECONDS:
            return False
        try:
            signature = base64.b64decode(request.headers.get("telnyx-signature-ed25519", ""), validate=True)
            self._public_key.verify(signature, stamp.encode() + b"|" + request.body)
        except (binascii.Error, ValueError, InvalidSignature):
            return False
        return True

    def parse(self, request: CarrierRequest) -> Inbound | None:
        """The text. None for another kind of event, and when no phone sent it."""
        kind, payload = _event(request.body)
        if kind != "message.received":
            return None
        sender, message_id = payload.get("from"), payload.get("id")
        text, media = payload.get("text") or "", payload.get("media") or []
        if not isinstance(text, str) or not isinstance(media, list) or not isinstance(sender, dict):
            raise MalformedRequest("The event has no sender, or a text that is none.")
        if not isinstance(message_id, str) or not message_id:
            raise MalformedRequest("The event has no id.")
        try:
            number = e164(str(sender.get("phone_number", "")))
        except NotAPhoneNumber:
            return None
        return Inbound(
            provider=NAME,
            message_id=message_id,
            from_=number,
            to=self._sender,
            text=text,
            received_at=self._clock(),
            media_count=len(media),
            sent_at=moment(payload.get("received_at")),
        )

    def parse_status(self, request: CarrierRequest) -> DeliveryEvent | None:
        """What became of the text that the callback's address names."""
        kind, payload = _event(request.body)
        if kind not in ("message.sent", "message.finalized"):
            return None
        if not isinstance(payload.get("id"), str):
            raise MalformedRequest("The event has no id.")
        return status_from(payload["id"], payload, request.path.partition("?text=")[2])

    def answer_at_once(self, words: str) -> ImmediateAnswer | None:
        """Nothing: Telnyx calls again."""
        return None

    async def send(self, text: Outbound) -> Receipt:
        """Hand over a text."""
        message = {
            "from": self._sender,
            "to": text.to,
            "text": text.text,
            "webhook_url": f"{self._public_url}{STATUS_PATH}?{urlencode({'text': text.id})}",
        }
        answer = await self._http.call("POST", self._messages, json=message, headers=self._headers)
        if answer.status >= 300:
            raise error_of(answer)
        data = answer.body.get("data")
        if not isinstance(data, dict) or not isinstance(data.get("id"), str):
            raise Misconfigured("no_id")
        return Receipt(data["id"])

    async def find_sent(self, text: Outbound, since: datetime, known: frozenset[str]) -> Receipt | None:
        """Nothing: Telnyx cannot be asked. A text in doubt is sent again, better twice than never."""
        return None

    async def status_of(self, carrier_id: str) -> DeliveryEvent | None:
        """What became of a text."""
        answer = await self._http.call("GET", f"{self._messages}/{carrier_id}", headers=self._headers)
        if answer.status == 404:
            return None
        if answer.status >= 300:
            raise error_of(answer)
        data = answer.body.get("data")
        return status_from(carrier_id, data) if isinstance(data, dict) else None

    async def missed(self, since: datetime) -> list[Inbound]:
        """Nothing: Telnyx cannot be asked, but calls a webhook again that did not answer."""
        return []

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()


def _event(body: bytes) -> tuple[str, Mapping[str, Any]]:
    try:
        data = json.loads(body.decode("utf-8"))["data"]
        kind, payload = data["event_type"], data["payload"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MalformedRequest("The body is not an event in JSON.") from None
    if not isinstance(kind, str) or not isinstance(payload, dict):
        raise MalformedRequest("The event has no type or no payload.")
    return kind, payload
