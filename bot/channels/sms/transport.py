"""Everything that moves texts: the queue of numbers, the sender and the catching up, as tasks."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.off_loop import OffLoop
from bot.channels.sms.catch_up import CatchUp
from bot.channels.sms.dialogue_state import Dialogue
from bot.channels.sms.number_queue import NumberQueue
from bot.channels.sms.provider import DeliveryEvent, Inbound, Provider
from bot.channels.sms.sender import Sender
from bot.channels.sms.text_store import TextStore

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Times in seconds. `join`: texts this close together are one turn. `retry`: before a text is sent again.

    Every `catch_up` the carrier is asked for what its webhooks did not tell.
    """

    join: float = 3.0
    retry: float = 1.0
    catch_up: float = 60.0
    drain: float = 30.0


class Transport:
    """Started with the server and drained before it stops."""

    def __init__(
        self,
        store: TextStore,
        provider: Provider,
        dialogue: Dialogue,
        stands_alone: Callable[[str], bool],
        pace: Pace,
    ) -> None:
        self._store = store
        self._provider = provider
        self._pace = pace
        self._off_loop = OffLoop("texts")
        answers = provider.capabilities.answers_keywords
        self._sender = Sender(store, self._off_loop, provider, pace.retry)
        self._queue = NumberQueue(
            store, self._off_loop, dialogue, stands_alone, answers, self._sender.nudge, pace.join
        )
        self._catch_up = CatchUp(
            store, self._off_loop, provider, self._queue.nudge, pace.catch_up, 2 * pace.catch_up
        )
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to work."""
        loops = (self._queue.run(), self._sender.run(), self._catch_up.run())
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def receive(self, text: Inbound) -> bool:
        """Claim a text that came in; False when it was here before. Raises what the store raises."""
        new = await self._off_loop(self._store.receive, text)
        self._queue.nudge()
        return new

    async def note(self, event: DeliveryEvent) -> None:
        """Record what became of a text of ours. Raises what the store raises."""
        if not await self._off_loop(self._store.note_event, event):
            log.warning("a carrier told of a text that is not ours")

    async def drain(self) -> None:
        """End what runs, begin nothing, let go of the carrier."""
        self._catch_up.stop()
        await self._queue.stop(self._pace.drain)
        await self._sender.stop(self._pace.drain)
        # The loops end by themselves: a cancellation can get lost in asyncio.wait_for.
        await asyncio.wait(self._tasks, timeout=self._pace.drain)
        await self._provider.close()
        self._off_loop.close()
