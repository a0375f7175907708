"""Server-sent events: messages that come without asking."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.channels.api_error import ApiError
from bot.channels.turn_log import Message
from bot.channels.turns import Turns


@dataclass(frozen=True)
class StreamTimes:
    """Seconds. The life is bounded; a client comes back with Last-Event-ID and misses nothing."""

    life: float = 300.0
    heartbeat: float = 15.0
    look: float = 1.0


class Streams:
    """The open streams, counted, so that nobody can hold the server with them."""

    def __init__(self, turns: Turns, times: StreamTimes, most_each: int, most: int) -> None:
        self._turns = turns
        self._times = times
        self._most_each = most_each
        self._most = most
        self._open: Counter[str] = Counter()
        self._closing = asyncio.Event()

    @contextmanager
    def place(self, conversation_id: str) -> Iterator[None]:
        """Hold one place. Raises ApiError when there is none."""
        if self._open[conversation_id] >= self._most_each or self._open.total() >= self._most:
            raise ApiError("too_many", retry_after=self._times.heartbeat)
        self._open[conversation_id] += 1
        try:
            yield
        finally:
            self._open[conversation_id] -= 1
            if not self._open[conversation_id]:
                del self._open[conversation_id]

    async def events(self, conversation_id: str, after: str | None) -> AsyncIterator[str]:
        """Events until the stream's life ends. Without `after`, only what comes from now on.

        Raises ApiError at once when the conversation is over, so that no client comes back to it for ever.
        Looks in the store, because staff reply from another process.
        """
        now = asyncio.get_running_loop().time
        end, spoke = now() + self._times.life, now()
        messages, state = await self._turns.messages(conversation_id, after)
        if state == "ended":
            raise ApiError("no_conversation")
        if after is None:
            after = messages[-1]["id"] if messages else None
        yield "retry: 2000\n\n"
        while now() < end and not self._closing.is_set():
            messages, state = await self._turns.messages(conversation_id, after)
            for message in messages:
                after = message["id"]
                if message["from"] != "person":
                    yield _event(message)
                    spoke = now()
            if state == "ended":
                return
            if now() - spoke >= self._times.heartbeat:
                yield ": still here\n\n"
                spoke = now()
            await self._pause()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), self._times.look)
        except asyncio.TimeoutError:
            return

    def close(self) -> None:
        """End every stream."""
        self._closing.set()


def _event(message: Message) -> str:
    # JSON has no raw line breaks, so one data line always holds the whole message.
    return f"id: {message['id']}\nevent: message\ndata: {json.dumps(message)}\n\n"
