"""Calls that block, off the event loop: each in a thread, with a deadline."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

Result = TypeVar("Result")


class OffLoop:
    """Threads of its own, so that what hangs here uses up nobody else's."""

    def __init__(self, name: str, threads: int = 4, seconds: float = 10.0) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._seconds = seconds

    async def __call__(self, call: Callable[..., Result], *args: Any, **named: Any) -> Result:
        """What the call returns or raises, or asyncio.TimeoutError. One that is late still runs on."""
        work = asyncio.get_running_loop().run_in_executor(self._threads, partial(call, *args, **named))
        return await asyncio.wait_for(work, self._seconds)

    def close(self) -> None:
        """Take no more calls."""
        self._threads.shutdown(wait=False)
