"""The Sanic app: the channel, the widget's files, the pages and the probes."""

from typing import Any, Protocol

import rasa.core.channels.channel
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, json

from bot.channels.replies import Replies
from bot.channels.request_body import BODY_BYTES
from bot.channels.sms.channel import Sms
from bot.channels.web import Web
from bot.server.continue_page import ContinuePage
from bot.server.demo_page import demo_page
from bot.server.front import Front
from bot.server.security_headers import SECURITY_HEADERS
from bot.server.talk_page import TalkPage
from bot.server.widget_files import widget_files

# Longer than a turn's deadline and everything the store may take around it.
SECONDS_BEYOND_TURN = 45.0


class ServedAgent(Protocol):
    """What the app asks of Rasa's agent."""

    model_name: str | None

    def is_ready(self) -> bool:
        """Whether a model is loaded."""

    async def handle_message(self, message: Any) -> Any:
        """Run one message."""


def build_app(
    agent: ServedAgent,
    web: Web,
    replies: Replies,
    front: Front,
    turn_seconds: float,
    name: str = "signpost",
    sms: Sms | None = None,
) -> Sanic:
    """The app, with an agent that is already loaded. Text messages only where they are set up."""
    app = Sanic(name, configure_logging=False)
    app.config.update(
        REQUEST_MAX_SIZE=BODY_BYTES,
        REQUEST_TIMEOUT=10,
        RESPONSE_TIMEOUT=turn_seconds + SECONDS_BEYOND_TURN,
        KEEP_ALIVE_TIMEOUT=15,
        GRACEFUL_SHUTDOWN_TIMEOUT=5,
        ACCESS_LOG=False,
        MOTD=False,
    )
    app.ctx.agent = agent
    channels = [web] if sms is None else [web, sms]
    rasa.core.channels.channel.register(channels, app, route="/")
    app.blueprint(widget_files(front))
    app.blueprint(demo_page(front))
    app.blueprint(TalkPage(web, front).blueprint())
    if web.parts.links is not None:
        app.blueprint(ContinuePage(web, front).blueprint())
    app.error_handler.add(SanicException, replies.failure)
    app.error_handler.add(Exception, replies.failure)
    app.register_middleware(_secure, "response")
    app.add_route(_healthz, "/healthz", methods=["GET"], name="healthz")
    app.add_route(_readyz, "/readyz", methods=["GET"], name="readyz")
    return app


async def _secure(request: Request, response: BaseHTTPResponse) -> None:
    for header, value in SECURITY_HEADERS.items():
        response.headers.setdefault(header, value)


async def _healthz(request: Request) -> HTTPResponse:
    return json({"status": "ok"})


async def _readyz(request: Request) -> HTTPResponse:
    agent: ServedAgent = request.app.ctx.agent
    checks = {"agent": agent.is_ready(), "store": await request.app.ctx.turns.ready()}
    ready = all(checks.values())
    body = {"status": "ready" if ready else "not ready", "model": agent.model_name, **checks}
    return json(body, status=200 if ready else 503)
