"""Work that a client who hangs up does not stop, and that a stopping server waits for."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.channels.api_error import ApiError

Result = TypeVar("Result")


class LiveTasks:
    """Runs each piece of work in a task of its own, at most so many at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._live: set[asyncio.Task[Any]] = set()
        self._draining = False

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The work's result. Raises ApiError when there is no room or the server is stopping."""
        if self._draining or len(self._live) >= self._most:
            work.close()
            raise ApiError("unavailable")
        task = asyncio.create_task(work)
        self._live.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def drain(self, seconds: float) -> None:
        """Take nothing new and let what runs end."""
        self._draining = True
        if self._live:
            await asyncio.wait(self._live, timeout=seconds)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._live.discard(task)
        if not task.cancelled():
            task.exception()  # seen, so that asyncio does not print it when the client has gone
