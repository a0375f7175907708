"""Hands texts to the carrier: urgent ones first, each number's in order, again until it is taken."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from bot.channels.off_loop import OffLoop
from bot.channels.sms.carrier_errors import (
    BadNumber,
    Misconfigured,
    OptedOut,
    Refused,
    SendFailed,
    Throttled,
    Transient,
)
from bot.channels.sms.provider import Outbound, Provider, Receipt
from bot.channels.sms.text_store import DueText, Outbox

log = logging.getLogger(__name__)
# Longer than a call to the carrier and the store's notes around it.
SENDING_SECONDS = 45.0
TEXTS_AT_ONCE = 8
LOOK_SECONDS = 1.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
MISCONFIGURED_PAUSE = 60.0
# An answer that comes later than this confuses more than it helps.
GIVE_UP_AFTER = timedelta(hours=1)


class Sender:
    """The one loop that sends. Several processes may each have one."""

    def __init__(
        self,
        outbox: Outbox,
        off_loop: OffLoop,
        provider: Provider,
        first_pause: float = FIRST_PAUSE,
        clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._outbox = outbox
        self._off_loop = off_loop
        self._provider = provider
        self._first_pause = first_pause
        self._clock = clock
        self._sending: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopping = False

    def nudge(self) -> None:
        """There is something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            self._wake.clear()
            try:
                while len(self._sending) < TEXTS_AT_ONCE and not self._stopping:
                    due = await self._off_loop(self._outbox.take_due, SENDING_SECONDS)
                    if due is None:
                        break
                    task = asyncio.create_task(self._deal_with(due))
                    self._sending.add(task)
                    task.add_done_callback(self._ended)
            except Exception as error:  # noqa: BLE001 the store may be down for a while; texts stay in it
                log.error("looking for texts to send failed: %s", type(error).__name__)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_SECONDS)

    async def stop(self, seconds: float) -> None:
        """Begin no new sending, and let what is on its way end."""
        self._stopping = True
        self._wake.set()
        if self._sending:
            await asyncio.wait(self._sending, timeout=seconds)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._sending.discard(task)
        self._wake.set()

    async def _deal_with(self, due: DueText) -> None:
        try:
            await self._send(due)
        except Exception as error:  # noqa: BLE001 it stays `sending` and is looked for when that runs out
            log.error("a text could not be dealt with: %s", type(error).__name__)

    async def _send(self, due: DueText) -> None:
        text = Outbound(due.recipient, due.text, due.id)
        try:
            receipt = await self._found(due, text) if due.doubtful else None
            if receipt is None and due.doubtful and not await self._off_loop(self._outbox.is_open, due.id):
                return
            if receipt is None and self._clock() - due.created_at > GIVE_UP_AFTER:
                await self._off_loop(self._outbox.end, due.id, "failed", "too_late")
                return
            if receipt is None:
                receipt = await self._provider.send(text)
        except SendFailed as error:
            await self._not_taken(due, error)
            return
        await self._off_loop(self._outbox.note_sent, due.id, receipt.carrier_id)

    async def _found(self, due: DueText, text: Outbound) -> Receipt | None:
        """The carrier's copy of a text that may have been sent before."""
        if not self._provider.capabilities.finds_sent:
            return None
        others = await self._off_loop(self._outbox.other_carrier_ids, due.number_id, due.id)
        return await self._provider.find_sent(text, due.first_tried_at, others)

    async def _not_taken(self, due: DueText, error: SendFailed) -> None:
        log.warning("a text was not taken: %s %s", type(error).__name__, error.code)
        if isinstance(error, OptedOut):
            await self._off_loop(self._outbox.end, due.id, "opted_out", error.code)
        elif isinstance(error, (BadNumber, Refused)):
            await self._off_loop(self._outbox.end, due.id, "failed", error.code)
        else:
            perhaps = due.doubtful or (isinstance(error, Transient) and error.perhaps_taken)
            pause = self._pause(due, error)
            await self._off_loop(self._outbox.note_retry, due.id, pause, perhaps, error.code)
            asyncio.get_running_loop().call_later(pause, self._wake.set)

    def _pause(self, due: DueText, error: SendFailed) -> float:
        jitter = random.uniform(0.7, 1.3)  # noqa: S311 no secret: it only spreads the calls
        if isinstance(error, Throttled):
            return error.retry_after * random.uniform(1.0, 1.5)  # noqa: S311
        if isinstance(error, Misconfigured):
            return MISCONFIGURED_PAUSE * jitter
        return float(min(LONGEST_PAUSE, self._first_pause * 2 ** (due.attempts - 1)) * jitter)
