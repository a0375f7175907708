"""Asks the carrier for what its webhooks did not tell: texts that came in, and how ours ended."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from bot.channels.off_loop import OffLoop
from bot.channels.sms.carrier_errors import SendFailed
from bot.channels.sms.provider import Provider
from bot.channels.sms.text_store import TextStore

log = logging.getLogger(__name__)
MOST_ASKED = 50
# A text may reach the carrier's list a while after a later one.
OVERLAP = timedelta(minutes=10)
# What was texted longer ago than this, while nobody listened, is not answered out of the blue.
OLDEST = timedelta(hours=12)


class CatchUp:
    """Runs when the server starts and ever so often; what is known already changes nothing."""

    def __init__(
        self,
        store: TextStore,
        off_loop: OffLoop,
        provider: Provider,
        came_in: Callable[[], None],
        every_seconds: float,
        unheard_seconds: float,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._store = store
        self._off_loop = off_loop
        self._provider = provider
        self._came_in = came_in
        self._every_seconds = every_seconds
        self._unheard_seconds = unheard_seconds
        self._clock = clock
        self._started = clock()
        self._asked_until: datetime | None = None
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Work until told to stop."""
        while not self._stop.is_set():
            try:
                await self.once()
            except SendFailed as error:
                log.warning("catching up failed: %s %s", type(error).__name__, error.code)
            except Exception as error:  # noqa: BLE001 the next round tries again
                log.error("catching up failed: %s", type(error).__name__)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._every_seconds)

    def stop(self) -> None:
        """Begin no new round."""
        self._stop.set()

    async def once(self) -> None:
        """One round. Raises SendFailed, or what the store raises."""
        if self._provider.capabilities.finds_missed:
            await self._texts()
        await self._ends()

    async def _texts(self) -> None:
        newest, began = await self._off_loop(self._store.newest_received), self._clock()
        # With nothing stored yet, what was texted before this server was set up is none of its business. A webhook
        # that came after a gap says nothing about the gap: only a round that ended well does.
        since = self._started if newest is None else min(newest, self._asked_until or newest) - OVERLAP
        for text in await self._provider.missed(max(since, self._clock() - OLDEST)):
            if await self._off_loop(self._store.receive, text):
                log.info("a text was found that no webhook told of")
                self._came_in()
        self._asked_until = began

    async def _ends(self) -> None:
        for carrier_id in await self._off_loop(self._store.unheard_of, self._unheard_seconds, MOST_ASKED):
            event = await self._provider.status_of(carrier_id)
            if event is not None and event.status != "sent":
                await self._off_loop(self._store.note_event, event)
