"""Tells open pages that something has changed. A signal carries a version and nothing about anybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from sqlalchemy.orm import Session

from bot.desk.in_thread import in_thread
from bot.store.database import Database
from bot.store.errors import StoreUnavailable

EVERY_SECONDS = 1.0
STREAM_SECONDS = 55.0
"""A stream ends after this, and the browser comes back: then its session is looked at again."""


class LiveVersion:
    """A version that `read` gives, asked of the database once a second however many pages listen."""

    def __init__(
        self, database: Database, read: Callable[[Session], str], event: str, every: float = EVERY_SECONDS
    ) -> None:
        self._database = database
        self._read = read
        self._event = event
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
                self._version = await in_thread(self._ask)
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
                yield f"event: {self._event}\ndata: {version}\n\n"
            await asyncio.sleep(self._every)

    def _ask(self) -> str:
        with self._database.reading() as session:
            return self._read(session)
