"""One turn at a time in a conversation, first come first served."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore

from bot.rasa_seams.version import check_version

WAIT_SECONDS = 20.0


class _Queue:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.users = 0


class ConversationLocks(LockStore):
    """Locks in this process, without Rasa's one-second polling or its 60-second ticket.

    Rasa's ticket runs out while its holder still works, which lets two turns of one conversation
    run together and lose events. Here a turn holds its lock until it ends, and who waits longer
    than `wait_seconds` gets a LockError. For one process: several need a shared lock instead.
    """

    def __init__(self, endpoint_config: Any | None = None, wait_seconds: float = WAIT_SECONDS) -> None:
        check_version()
        self.wait_seconds = wait_seconds
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation. Rasa's own two times are accepted and not used."""
        queue = self._queues.setdefault(conversation_id, _Queue())
        queue.users += 1
        try:
            try:
                await asyncio.wait_for(queue.lock.acquire(), self.wait_seconds)
            except asyncio.TimeoutError:
                raise LockError(
                    f"An earlier turn of this conversation took over {self.wait_seconds:g} seconds."
                ) from None
            try:
                yield TicketLock(conversation_id)
            finally:
                queue.lock.release()
        finally:
            queue.users -= 1
            if not queue.users:
                self._queues.pop(conversation_id, None)

    def __len__(self) -> int:
        """How many conversations are held or waited for."""
        return len(self._queues)
