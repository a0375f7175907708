"""The turn log off the event loop: each call in a thread, with a deadline."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from bot.channels.turn_log import Claim, Message, TurnLog

Result = TypeVar("Result")
STORE_SECONDS = 10.0
STORE_THREADS = 8
FINISH_ATTEMPTS = 2


class WaitingLog:
    """A TurnLog to await. Raises what the log raises, or asyncio.TimeoutError."""

    def __init__(self, turn_log: TurnLog, seconds: float = STORE_SECONDS) -> None:
        self._log = turn_log
        self._seconds = seconds
        # Threads of its own: a store that hangs must not use up those of the actions.
        self._threads = ThreadPoolExecutor(STORE_THREADS, thread_name_prefix="turn-log")

    async def open(self, channel: str, locale: str) -> str:
        """A new conversation's id."""
        return await self._call(self._log.open, channel, locale)

    async def claim(self, conversation_id: str, turn_id: str, text: str) -> Claim:
        """Start a turn, once."""
        return await self._call(self._log.claim, conversation_id, turn_id, text)

    async def finish(
        self,
        conversation_id: str,
        turn_id: str,
        said: Message | None,
        replies: list[Message],
        state: str,
        assessed: bool,
    ) -> None:
        """Store a turn's outcome, trying twice.

        A turn that Rasa has stored must not stay open here: sent again, it would be taken for the
        answer to the next question.
        """
        outcome = (conversation_id, turn_id, said, replies, state, assessed)
        for attempt in range(1, FINISH_ATTEMPTS + 1):
            try:
                await self._call(self._log.finish, *outcome)
            # The store's errors are not the channel's to name, and whatever it was is raised in the end.
            except Exception:
                if attempt == FINISH_ATTEMPTS:
                    raise
            else:
                return

    async def messages(self, conversation_id: str, after: str | None) -> tuple[list[Message], str]:
        """The messages after that id, and the state."""
        return await self._call(self._log.messages, conversation_id, after)

    async def erase(self, conversation_id: str) -> None:
        """Delete the conversation's content."""
        await self._call(self._log.erase, conversation_id)

    async def ready(self) -> bool:
        """Whether a query works."""
        return await self._call(self._log.ready)

    async def _call(self, call: Callable[..., Result], *args: Any) -> Result:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, partial(call, *args))
        return await asyncio.wait_for(work, self._seconds)
