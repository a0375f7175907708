"""Answers texts: strictly in order for each number, one turn at a time, again after a kill."""

import asyncio
import contextlib
import logging
import random
import secrets
import time
from collections.abc import Callable

from bot.channels.off_loop import OffLoop
from bot.channels.sms.batches import Turn, next_turn, parts_of
from bot.channels.sms.dialogue_state import Batch, Dialogue, NotNow
from bot.channels.sms.text_store import Inbox, Part

log = logging.getLogger(__name__)
JOIN_SECONDS = 3.0
# Somebody who never stops typing is answered after so many quiet spells.
MOST_JOINS = 4
LEASE_SECONDS = 15.0
NUMBERS_AT_ONCE = 8
LONGEST_PAUSE = 20.0


class NumberQueue:
    """Takes the numbers that are due, and answers what they sent.

    `stands_alone` says whether a text is a word for the carrier. `woken` runs after each answer.
    """

    def __init__(
        self,
        inbox: Inbox,
        off_loop: OffLoop,
        dialogue: Dialogue,
        stands_alone: Callable[[str], bool],
        carrier_answers: bool,
        woken: Callable[[], None],
        join_seconds: float = JOIN_SECONDS,
    ) -> None:
        self._inbox = inbox
        self._off_loop = off_loop
        self._dialogue = dialogue
        self._stands_alone = stands_alone
        self._carrier_answers = carrier_answers
        self._woken = woken
        self._join_seconds = join_seconds
        self._holder = secrets.token_hex(8)
        self._work: dict[str, asyncio.Task[None]] = {}
        self._pauses: dict[str, tuple[float, float]] = {}
        self._wake = asyncio.Event()
        self._stopping = False

    def nudge(self) -> None:
        """A text came in."""
        self._wake.set()

    async def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            self._wake.clear()
            try:
                await self._take_due()
            except Exception as error:  # noqa: BLE001 the store may be down for a while; texts stay in it
                log.error("looking for texts to answer failed: %s", type(error).__name__)
                await asyncio.sleep(1.0)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), min(1.0, self._join_seconds / 2))
            await asyncio.sleep(0.02)

    async def stop(self, seconds: float) -> None:
        """Take no new number, and let the turns that run end."""
        self._stopping = True
        self._wake.set()
        if self._work:
            await asyncio.wait(self._work.values(), timeout=seconds)

    async def _take_due(self) -> None:
        most = self._join_seconds * MOST_JOINS
        for number_id in await self._off_loop(self._inbox.due, self._join_seconds, most):
            if len(self._work) >= NUMBERS_AT_ONCE:
                return
            until, _ = self._pauses.get(number_id, (0.0, 0.0))
            if number_id not in self._work and time.monotonic() >= until:
                self._work[number_id] = asyncio.create_task(self._answer_number(number_id))

    async def _answer_number(self, number_id: str) -> None:
        try:
            if await self._off_loop(self._inbox.lease, number_id, self._holder, LEASE_SECONDS):
                await self._answer_leased(number_id)
            self._pauses.pop(number_id, None)
        except NotNow as later:
            self._pauses[number_id] = (time.monotonic() + later.seconds, 0.5)
        except Exception as error:  # noqa: BLE001 the texts stay marked and are run again
            log.error("answering a number failed and is tried again: %s", type(error).__name__)
            _, pause = self._pauses.get(number_id, (0.0, 0.5))
            pause = min(LONGEST_PAUSE, pause * 2)
            self._pauses[number_id] = (time.monotonic() + pause * random.uniform(0.7, 1.3), pause)  # noqa: S311
        finally:
            self._work.pop(number_id, None)
            self._wake.set()

    async def _answer_leased(self, number_id: str) -> None:
        done = asyncio.Event()
        keeper = asyncio.create_task(self._keep_lease(number_id, done))
        try:
            waiting = await self._off_loop(self._inbox.unanswered, number_id)
            turn = next_turn(waiting, self._stands_alone)
            if turn is not None:
                await self._answer_turn(number_id, turn)
        finally:
            done.set()
            with contextlib.suppress(Exception):
                await keeper
                await self._off_loop(self._inbox.release, number_id, self._holder)

    async def _answer_turn(self, number_id: str, turn: Turn) -> None:
        turn_id, begun_before = turn.turn_id, True
        if turn_id is None:
            turn_id, begun_before = secrets.token_hex(12), False
            await self._off_loop(self._inbox.mark, [text.number for text in turn.texts], turn_id)
        batches = parts_of(turn, turn_id, self._carrier_answers)
        for place in range(turn.parts_done, len(batches)):
            part = Part(turn_id, place + 1, len(batches), turn.texts[-1].sender)
            if begun_before:
                await self._off_loop(self._inbox.leave_claim, number_id, self._holder, part.id)
            await self._answer_part(number_id, part, batches[place])

    async def _answer_part(self, number_id: str, part: Part, batch: Batch) -> None:
        was = await self._off_loop(self._inbox.number, number_id)
        answer = await self._dialogue.answer(was, batch)
        await self._off_loop(self._inbox.store_answer, self._holder, part, was, answer)
        self._woken()

    async def _keep_lease(self, number_id: str, done: asyncio.Event) -> None:
        while not done.is_set():
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(done.wait(), LEASE_SECONDS / 3)
                return
            with contextlib.suppress(Exception):
                await self._off_loop(self._inbox.lease, number_id, self._holder, LEASE_SECONDS)
