"""Twilio: signed webhooks, and the Messages resource of its REST API (version 2010-04-01).

Signatures are checked by Twilio's own validator. Error codes: https://www.twilio.com/docs/api/errors
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import aiohttp
from twilio.request_validator import RequestValidator
from yarl import URL

from bot.channels.sms.carrier_errors import MalformedRequest, Misconfigured
from bot.channels.sms.carrier_http import CarrierHttp
from bot.channels.sms.form_body import form_fields
from bot.channels.sms.phone_numbers import NotAPhoneNumber, e164
from bot.channels.sms.provider import (
    Capabilities,
    CarrierRequest,
    DeliveryEvent,
    ImmediateAnswer,
    Inbound,
    OptOutWord,
    Outbound,
    Receipt,
)
from bot.channels.sms.twilio_answers import created_at, error_of, status_from

NAME = "twilio"
API = "https://api.twilio.com"
STATUS_PATH = "/sms/twilio/status"
OPT_OUT: dict[str, OptOutWord] = {"STOP": "stop", "START": "start", "HELP": "help"}
PAGE = 100
MOST_PAGES = 20
# Twilio's times have no fractions of a second.
ONE_SECOND = timedelta(seconds=1)


class Twilio:
    """One account and the number, or messaging service (MG...), it sends from.

    `public_url` is where Twilio reaches us: signatures are over it, whatever a proxy makes of a request.
    """

    name = NAME
    media_type = "application/x-www-form-urlencoded"

    def __init__(
        self,
        account: str,
        token: str,
        public_url: str,
        sender: str,
        api: str = API,
        answers_keywords: bool = True,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._validator = RequestValidator(token)
        self._auth = aiohttp.BasicAuth(account, token)
        self._public_url = public_url.rstrip("/")
        self._sender = sender
        self._api = api.rstrip("/")
        self._messages = f"{self._api}/2010-04-01/Accounts/{account}/Messages"
        self._clock = clock
        self._http = CarrierHttp()
        self.capabilities = Capabilities(
            most_characters=1600,
            answers_keywords=answers_keywords,
            finds_sent=True,
            finds_missed=True,
            tells_sent_time=False,
        )

    def verify(self, request: CarrierRequest) -> bool:
        """Whether X-Twilio-Signature fits the public address and every field."""
        signature = request.headers.get("x-twilio-signature", "")
        try:
            fields = form_fields(request.body)
        except MalformedRequest:
            return False
        url = f"{self._public_url}{request.path}"
        return bool(signature) and bool(self._validator.validate(url, fields, signature))

    def parse(self, request: CarrierRequest) -> Inbound | None:
        """The text. None when no phone sent it: a short code, or another kind of account."""
        fields = form_fields(request.body)
        media = fields.get("NumMedia", "") or "0"
        if not fields.get("MessageSid") or "From" not in fields or not media.isdecimal():
            raise MalformedRequest("The form has no MessageSid or From, or a NumMedia that is not a number.")
        try:
            sender = e164(fields["From"])
        except NotAPhoneNumber:
            return None
        return Inbound(
            provider=NAME,
            message_id=fields["MessageSid"],
            from_=sender,
            to=fields.get("To", ""),
            text=fields.get("Body", ""),
            received_at=self._clock(),
            media_count=int(media),
            has_location="Latitude" in fields,
            opt_out=OPT_OUT.get(fields.get("OptOutType", "").upper()),
        )

    def parse_status(self, request: CarrierRequest) -> DeliveryEvent | None:
        """What became of the text that the callback's address names."""
        fields = form_fields(request.body)
        carrier_id, status = fields.get("MessageSid"), fields.get("MessageStatus")
        if not carrier_id or not status:
            raise MalformedRequest("The form has no MessageSid or no MessageStatus.")
        text_id = request.path.partition("?text=")[2]
        return status_from(carrier_id, status, fields.get("ErrorCode", ""), text_id)

    def answer_at_once(self, words: str) -> ImmediateAnswer | None:
        """TwiML that texts the words back."""
        body = f"<Response><Message>{escape(words)}</Message></Response>"
        return ImmediateAnswer("text/xml; charset=utf-8", body)

    async def send(self, text: Outbound) -> Receipt:
        """Hand over a text."""
        callback = f"{self._public_url}{STATUS_PATH}?{urlencode({'text': text.id})}"
        form = {"To": text.to, "Body": text.text, "StatusCallback": callback, **self._from}
        answer = await self._http.call("POST", f"{self._messages}.json", data=form, auth=self._auth)
        if answer.status >= 300:
            raise error_of(answer)
        if not isinstance(answer.body.get("sid"), str):
            raise Misconfigured("no_sid")
        return Receipt(answer.body["sid"])

    async def find_sent(self, text: Outbound, since: datetime, known: frozenset[str]) -> Receipt | None:
        """The newest of our texts to that number, with these words, that nothing else accounts for."""
        sender = {} if self._is_service else {"From": self._sender}
        params = {"To": text.to, "PageSize": str(PAGE), **sender}
        for message in await self._list(params, pages=1):
            outbound = str(message.get("direction", "")).startswith("outbound")
            fresh = created_at(message) >= since - ONE_SECOND
            if outbound and fresh and message.get("body") == text.text and message["sid"] not in known:
                return Receipt(str(message["sid"]))
        return None

    async def status_of(self, carrier_id: str) -> DeliveryEvent | None:
        """What became of a text."""
        answer = await self._http.call("GET", f"{self._messages}/{carrier_id}.json", auth=self._auth)
        if answer.status == 404:
            return None
        if answer.status >= 300:
            raise error_of(answer)
        code = str(answer.body.get("error_code") or "")
        return status_from(carrier_id, str(answer.body.get("status", "")), code)

    async def missed(self, since: datetime) -> list[Inbound]:
        """The texts to us of those days, oldest first; media in them is counted, not fetched."""
        to = {} if self._is_service else {"To": self._sender}
        day = since.astimezone(timezone.utc).date().isoformat()
        listed = await self._list({**to, "DateSent>": day, "PageSize": str(PAGE)}, pages=MOST_PAGES)
        return list(reversed(list(self._inbound(listed, since))))

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    @property
    def _is_service(self) -> bool:
        return self._sender.startswith("MG")

    @property
    def _from(self) -> dict[str, str]:
        return {"MessagingServiceSid" if self._is_service else "From": self._sender}

    async def _list(self, params: dict[str, str], pages: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        url = f"{self._messages}.json?{urlencode(params)}"
        for _ in range(pages):
            answer = await self._http.call("GET", URL(url, encoded=True), auth=self._auth)
            if answer.status >= 300:
                raise error_of(answer)
            found += list(answer.body.get("messages", ()))
            following = answer.body.get("next_page_uri")
            if not following:
                break
            url = f"{self._api}{following}"
        return found

    def _inbound(self, listed: Iterable[dict[str, Any]], since: datetime) -> Iterable[Inbound]:
        for message in listed:
            if message.get("direction") != "inbound" or created_at(message) < since - ONE_SECOND:
                continue
            try:
                sender = e164(str(message.get("from", "")))
            except NotAPhoneNumber:
                continue
            media = str(message.get("num_media") or "0")
            yield Inbound(
                provider=NAME,
                message_id=str(message["sid"]),
                from_=sender,
                to=str(message.get("to", "")),
                text=str(message.get("body") or ""),
                received_at=self._clock(),
                media_count=int(media) if media.isdecimal() else 0,
            )
