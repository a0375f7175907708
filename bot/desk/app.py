"""The Starlette app: every route of the table behind the guard, the static files, the headers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk.clinic_changes import ClinicChanges
from bot.desk.guard import guarded
from bot.desk.live_queue import LiveQueue
from bot.desk.own_address import OwnAddress
from bot.desk.pages import environment, told
from bot.desk.route import DeskRoute
from bot.desk.routes import ROUTES
from bot.desk.security_headers import security_headers
from bot.settings import Settings
from bot.store.clock import Clock, utc_now
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.staff import Role
from bot.this_clinic import with_overrides

STATIC = Path(__file__).parent / "static"


def build_app(
    settings: Settings,
    database: Database,
    port: int,
    clock: Clock = utc_now,
    table: Sequence[DeskRoute] = ROUTES,
) -> Starlette:
    """The app for a database that is up to date; `port` is the one it is served on.

    Raises:
        ContentError: the clinic's settings have an error.
        StoreUnavailable: the database does not answer.
    """
    routes = [Route(each.path, guarded(each), methods=[each.method]) for each in table]
    errors = {StoreUnavailable: _unavailable, HTTPException: _not_there, Exception: _broken}
    static = Mount("/static", StaticFiles(directory=STATIC))
    app = Desk(routes=[*routes, static], exception_handlers=errors)
    app.state.settings = settings
    app.state.database = database
    app.state.clock = clock
    app.state.own_address = OwnAddress(settings.desk_origin, port)
    changes = ClinicChanges(settings, database, clock)
    app.state.clinic_name = with_overrides(changes.now().clinic, settings).name
    app.state.templates = environment()
    app.state.live_queue = LiveQueue(database)
    app.state.access = _access(table)
    return app


class Desk(Starlette):
    """Starlette, with our own layer outside of everything: an error's page needs its headers too."""

    def build_middleware_stack(self) -> ASGIApp:
        """As Starlette builds it, with our layer around."""
        return _Outermost(super().build_middleware_stack(), self.state.own_address)


def _access(table: Sequence[DeskRoute]) -> dict[tuple[str, str], frozenset[Role]]:
    return {(each.method, each.path): each.roles or frozenset() for each in table}


class _Outermost:
    """Refuses requests that were sent to another name, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, own_address: OwnAddress) -> None:
        self._app = app
        self._own_address = own_address
        self._headers = security_headers(own_address.https)
        # A style sheet tells nobody anything; asked for again each time, it costs a 304.
        self._static_headers = {**self._headers, "cache-control": "no-cache"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        headers = self._static_headers if scope["path"].startswith("/static/") else self._headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in headers.items()]
                message["headers"] = [*message.get("headers", ()), *ours]
            await send(message)

        if self._own_address.is_host(Request(scope)):
            await self._app(scope, receive, send_with_headers)
        else:
            await Response(status_code=421)(scope, receive, send_with_headers)


async def _unavailable(request: Request, error: Exception) -> Response:
    return told(request, "unavailable", 503)


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: "not_there", 405: "not_there"}
    return told(request, known.get(error.status_code, "broken"), error.status_code)


async def _broken(request: Request, error: Exception) -> Response:
    return told(request, "broken", 500)
