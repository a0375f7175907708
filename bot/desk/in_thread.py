"""Work that waits, such as for the database, beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread

Result = TypeVar("Result")


async def in_thread(work: Callable[..., Result], *args: object) -> Result:
    """What `work(*args)` returns or raises; other requests are answered meanwhile."""
    return await to_thread.run_sync(work, *args)
