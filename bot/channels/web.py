"""The web channel: the chat API over HTTP, version 1."""

import logging
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channels.api_error import LOST, ApiError
from bot.channels.cors import cors_headers
from bot.channels.fail_closed import FailClosed
from bot.channels.gate import Gate
from bot.channels.limits import Limits
from bot.channels.links import Links
from bot.channels.messages import stamp
from bot.channels.off_loop import OffLoop
from bot.channels.replies import HEADERS, Replies
from bot.channels.request_body import read_code, read_session, read_turn
from bot.channels.stream import Streams, StreamTimes
from bot.channels.tokens import InvalidToken, IssuedToken, SessionTokens
from bot.channels.turn_log import TurnLog
from bot.channels.turns import Turns

log = logging.getLogger(__name__)
CHANNEL = "web"
MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


@dataclass(frozen=True)
class WebParts:
    """What the channel is composed of; `bot.server` puts it together. `locale` gives the clinic's as it is now."""

    turn_log: TurnLog
    tokens: SessionTokens
    fail_closed: FailClosed
    replies: Replies
    other_labels: dict[str, str]
    change_line: str
    locale: Callable[[], str]
    turn_seconds: float
    allowed_origins: Collection[str] = ()
    limits: Limits = field(default_factory=Limits)
    stream_times: StreamTimes = field(default_factory=StreamTimes)
    links: Links | None = None
    """Codes that bring a conversation here from another channel; None where no other one is open."""


class Web(InputChannel):
    """The chat API as a channel of Rasa. Conversation ids come from tokens, never from clients.

    `gate` and `turns` also serve the plain page; `turns` is there once the server has started.
    """

    turns: Turns

    def __init__(self, parts: WebParts) -> None:
        self.parts = parts
        self.gate = Gate(parts.limits)
        self._off_loop = OffLoop("links", threads=2)

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Refuses: the channel needs a store, which `ComposedWeb` brings."""
        raise NotImplementedError("Name bot.server.compose.ComposedWeb in credentials.yml.")

    def url_prefix(self) -> str:
        """Where the API is. The slash keeps Rasa from putting it under /webhooks/."""
        return "/chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, each answered by the method of its name."""
        api = Blueprint("chat")
        for method, path, answer in (
            ("POST", "/sessions", self._open),
            ("DELETE", "/sessions/current", self._erase),
            ("POST", "/turns", self._turn),
            ("POST", "/continue", self._continue),
            ("GET", "/messages", self._messages),
            ("GET", "/stream", self._stream),
        ):
            name = path.strip("/").replace("/", "_")
            api.add_route(self._handler(answer), path, methods=[method], name=name)
            preflight = self._handler(_preflight)
            api.add_route(preflight, path, methods=["OPTIONS"], name=f"{name}_preflight")

        @api.listener("before_server_start")
        async def compose(app: Sanic, _: Any) -> None:
            parts = self.parts
            self.turns = Turns(
                parts.turn_log, on_new_message, parts.fail_closed, parts.other_labels, parts.change_line,
                CHANNEL, parts.turn_seconds, parts.limits.live_turns,
            )  # fmt: skip
            limits = parts.limits
            self._streams = Streams(
                self.turns, parts.stream_times, limits.streams_by_conversation, limits.streams
            )
            app.ctx.turns = self.turns

        @api.listener("before_server_stop")
        async def wait_for_turns(app: Sanic, _: Any) -> None:
            self._streams.close()
            await self.turns.drain()

        return api

    async def _open(self, request: Request) -> HTTPResponse:
        self.gate.opens(request)
        wishes = read_session(request)
        # One language so far; a page that asks for another is answered in ours.
        conversation_id, answer = await self.turns.open(wishes, self.parts.locale())
        token = self.parts.tokens.issue(conversation_id)
        return self.parts.replies.ok({**_token_body(token), "messages": answer.messages}, status=201)

    async def _continue(self, request: Request) -> HTTPResponse:
        self.gate.opens(request)
        token = await self.token_for(read_code(request))
        return self.parts.replies.ok(_token_body(token))

    async def token_for(self, code: str) -> IssuedToken:
        """Use a one-time code up: a token for its conversation. Raises ApiError."""
        if self.parts.links is None:
            raise ApiError("bad_code")
        try:
            conversation_id = await self._off_loop(self.parts.links.use, code)
        except Exception as error:  # noqa: BLE001 the store's errors are not ours to name
            log.error("a code could not be looked up: %s", type(error).__name__)
            raise ApiError("unavailable") from None
        if conversation_id is None:
            raise ApiError("bad_code")
        return self.parts.tokens.issue(conversation_id)

    async def _turn(self, request: Request) -> HTTPResponse:
        try:
            conversation_id = self._conversation(request)
            self.gate.answers(conversation_id)
            turn = read_turn(request)
            answer = await self.turns.take(conversation_id, turn)
        except ApiError as error:
            if error.code in LOST:
                return self._lost(request, error)
            raise
        body = {"turn_id": turn.turn_id, "messages": answer.messages, "state": answer.state}
        if not answer.stored:
            return self.parts.replies.error(ApiError("unavailable"), body)
        return self.parts.replies.ok(body)

    def _lost(self, request: Request, error: ApiError) -> HTTPResponse:
        """No conversation takes the turn, but whoever tells of an emergency is told what to do."""
        try:
            turn = read_turn(request)
        except ApiError:
            return self.parts.replies.error(error)
        urgent = self.parts.fail_closed.emergency(turn.words, turn.choices)
        messages = stamp("", turn.turn_id, "bot", urgent)
        return self.parts.replies.error(
            error, {"turn_id": turn.turn_id, "messages": messages, "state": "ended"}
        )

    async def _messages(self, request: Request) -> HTTPResponse:
        conversation_id = self._conversation(request)
        after = _message_id(request.args.get("after"))
        messages, state = await self.turns.messages(conversation_id, after)
        return self.parts.replies.ok({"messages": messages, "state": state})

    async def _stream(self, request: Request) -> None:
        conversation_id = self._conversation(request)
        after = _message_id(request.headers.get("last-event-id"))
        with self._streams.place(conversation_id):
            events = self._streams.events(conversation_id, after)
            first = await events.__anext__()  # a store that is down is a 503, not a cut stream
            headers = {**HEADERS, **self._cors(request)}
            response = await request.respond(headers=headers, content_type="text/event-stream")
            await response.send(first)
            try:
                async for event in events:
                    await response.send(event)
            except ApiError:  # the store went away; the client comes back and is told so
                log.info("a stream ended early")
            await response.eof()

    async def _erase(self, request: Request) -> HTTPResponse:
        await self.turns.erase(self._conversation(request))
        return empty(headers=HEADERS)

    def _conversation(self, request: Request) -> str:
        """The conversation the request's token is for. Raises ApiError."""
        self.gate.calls(request)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise ApiError("bad_token")
        try:
            return self.parts.tokens.conversation(token.strip())
        except InvalidToken:
            raise ApiError("bad_token") from None

    def _handler(self, method: Callable[[Request], Awaitable[Any]]) -> Callable[..., Any]:
        async def handle(request: Request) -> HTTPResponse | None:
            try:
                response = await method(request)
            except Exception as error:  # noqa: BLE001 every failure has an answer of its own
                response = self.parts.replies.failure(request, error)
            if response is not None:
                response.headers.update(self._cors(request))
            return response

        return handle

    def _cors(self, request: Request) -> dict[str, str]:
        preflight = request.method == "OPTIONS"
        origin = request.headers.get("origin")
        return cors_headers(origin, self.parts.allowed_origins, preflight)


def _token_body(token: IssuedToken) -> dict[str, str]:
    expires = datetime.fromtimestamp(token.expires_at, timezone.utc)
    return {"token": token.value, "expires_at": expires.strftime("%Y-%m-%dT%H:%M:%SZ")}


async def _preflight(request: Request) -> HTTPResponse:
    return empty(headers=HEADERS)


def _message_id(given: str | None) -> str | None:
    return given if given and MESSAGE_ID.fullmatch(given) else None
