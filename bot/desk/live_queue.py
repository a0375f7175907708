"""Tells open pages that the queue has changed. A signal carries a version and nothing about anybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.desk.in_thread import in_thread
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.queue_version import queue_version

EVERY_SECONDS = 1.0
STREAM_SECONDS = 55.0
"""A stream ends after this, and the browser comes back: then its session is looked at again."""


class LiveQueue:
    """The version of the queue, asked of the database once a second however many pages listen."""

    def __init__(self, database: Database, every: float = EVERY_SECONDS) -> None:
        self._database = database
        self._every = every
        self._one_asks = asyncio.Lock()
        self._asked_at = float("-inf")
        self._version = ""

    async def version(self) -> str:
        """The version, at most a second old.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        async with self._one_asks:
            if time.monotonic() - self._asked_at >= self._every:
                self._version = await in_thread(self._read)
                self._asked_at = time.monotonic()
            return self._version

    async def signals(self, seconds: float = STREAM_SECONDS) -> AsyncIterator[str]:
        """Server-sent events: the version at once, and again whenever it is another one."""
        told = None
        ends = time.monotonic() + seconds
        yield "retry: 1000\n\n"
        while time.monotonic() < ends:
            try:
                version = await self.version()
            except StoreUnavailable:
                # The browser comes back by itself, and then sees whether the database does.
                return
            if version != told:
                told = version
                yield f"event: queue\ndata: {version}\n\n"
            await asyncio.sleep(self._every)

    def _read(self) -> str:
        with self._database.reading() as session:
            return queue_version(session)


async def queue_events(request: Request) -> Response:
    """`GET /queue/events`: the stream of signals."""
    live: LiveQueue = request.app.state.live_queue
    return StreamingResponse(live.signals(), media_type="text/event-stream")
