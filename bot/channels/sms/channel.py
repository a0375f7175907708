"""The channel of text messages: what carriers call, checked and claimed before it is believed."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.channels.request_body import BODY_BYTES
from bot.channels.sms.carrier_errors import MalformedRequest
from bot.channels.sms.console import Console
from bot.channels.sms.dialogue_state import Dialogue
from bot.channels.sms.provider import CarrierRequest, Inbound, Provider
from bot.channels.sms.text_store import TextStore
from bot.channels.sms.transport import Pace, Transport
from bot.channels.turns import Turns

log = logging.getLogger(__name__)
CHANNEL = "sms"
HEADERS = {"cache-control": "no-store"}
Answer = Callable[[CarrierRequest], Awaitable[HTTPResponse]]


@dataclass(frozen=True)
class SmsParts:
    """What the channel is composed of; `bot.server` puts it together.

    `dialogue` is made once the turns are there, which both channels share. `stands_alone` says whether a
    text is a word for the carrier, which is never joined with others. `safety` gives what is said when
    nothing can be stored.
    """

    provider: Provider
    store: TextStore
    dialogue: Callable[[Turns], Dialogue]
    stands_alone: Callable[[str], bool]
    safety: Callable[[], str]
    pace: Pace


class Sms(InputChannel):
    """The routes of one carrier. Without parts there are none: no text messages are set up."""

    transport: Transport

    def __init__(self, parts: SmsParts | None) -> None:
        self.parts = parts

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Refuses: the channel needs a store, which `ComposedSms` brings."""
        raise NotImplementedError("Name bot.server.compose_sms.ComposedSms in credentials.yml.")

    def url_prefix(self) -> str:
        """Where the routes are. The slash keeps Rasa from putting them under /webhooks/."""
        return "/sms"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The carrier's routes; messages go through the turns of the chat API."""
        routes = Blueprint("sms")
        if self.parts is None:
            return routes
        parts = self.parts
        name = parts.provider.name
        routes.add_route(self._handler(self._receive), f"/{name}", methods=["POST"], name="receive")
        routes.add_route(self._handler(self._note), f"/{name}/status", methods=["POST"], name="status")

        if isinstance(parts.provider, Console):
            routes.add_route(_shown(parts.provider), "/console/sent", methods=["GET"], name="sent")

        @routes.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            dialogue = parts.dialogue(app.ctx.turns)
            self.transport = Transport(parts.store, parts.provider, dialogue, parts.stands_alone, parts.pace)
            self.transport.start()

        @routes.listener("before_server_stop")
        async def drain(app: Sanic, _: Any) -> None:
            await self.transport.drain()

        return routes

    async def _receive(self, request: CarrierRequest) -> HTTPResponse:
        parts = self._parts()
        text = parts.provider.parse(request)
        if text is None:
            return _answer(204)
        try:
            await self.transport.receive(text)
        except Exception as error:  # noqa: BLE001 fail closed: what cannot be stored is answered all the same
            log.error("a text could not be stored: %s", type(error).__name__)
            return _unstored(parts, text)
        return _answer(204)

    async def _note(self, request: CarrierRequest) -> HTTPResponse:
        event = self._parts().provider.parse_status(request)
        if event is None:
            return _answer(204)
        try:
            await self.transport.note(event)
        except Exception as error:  # noqa: BLE001 not acknowledged; the carrier is asked later
            log.error("what became of a text could not be stored: %s", type(error).__name__)
            return _answer(503)
        return _answer(204)

    def _parts(self) -> SmsParts:
        assert self.parts is not None, "there are no routes without parts"
        return self.parts

    def _handler(self, answer: Answer) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
        """Nothing of a request that is refused is looked at or logged."""

        async def handle(request: Request) -> HTTPResponse:
            provider = self._parts().provider
            if len(request.body) > BODY_BYTES:
                return _refused(413)
            if not _is_type(request.headers.get("content-type", ""), provider.media_type):
                return _refused(415)
            asked = _carrier_request(request)
            if not provider.verify(asked):
                return _refused(403)
            try:
                return await answer(asked)
            except MalformedRequest:
                return _refused(400)

        return handle


def _unstored(parts: SmsParts, text: Inbound) -> HTTPResponse:
    """The safety text where the carrier takes one; else no acknowledgement, so that it calls again."""
    said = parts.provider.answer_at_once(parts.safety())
    if said is None or text.opt_out is not None or parts.stands_alone(text.text):
        return _answer(503)
    return HTTPResponse(said.body, headers=HEADERS, content_type=said.content_type)


def _shown(console: Console) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    """The texts that the terminal shows, from the number in `since` on."""

    async def handle(request: Request) -> HTTPResponse:
        since = request.args.get("since", "0")
        return json(console.sent_since(int(since) if since.isdecimal() else 0), headers=HEADERS)

    return handle


def _refused(status: int) -> HTTPResponse:
    log.warning("a request to the text-message channel was refused: %d", status)
    return _answer(status)


def _answer(status: int) -> HTTPResponse:
    return empty(status=status, headers=HEADERS)


def _is_type(given: str, media_type: str) -> bool:
    kind, _, parameters = given.partition(";")
    charset = parameters.strip().lower().replace('"', "")
    return kind.strip().lower() == media_type and charset in ("", "charset=utf-8")


def _carrier_request(request: Request) -> CarrierRequest:
    query = f"?{request.query_string}" if request.query_string else ""
    headers = {name.lower(): value for name, value in request.headers.items()}
    content_type = headers.get("content-type", "")
    return CarrierRequest(request.method, f"{request.path}{query}", headers, request.body, content_type)
