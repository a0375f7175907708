"""What a running process says of its clinic, filled in anew when the front desk saved other settings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sanic import Blueprint, Sanic

from bot.channels.off_loop import OffLoop
from bot.triage.clinic import Clinic

log = logging.getLogger(__name__)
EVERY_SECONDS = 1.0

Put = Callable[[], None]
Prepare = Callable[[Clinic], Put]


class LiveWords:
    """Fills in again whatever speaks of the clinic.

    Each part prepares its words for another clinic, and returns what puts them in place. They are put there
    only when all could be prepared: nobody hears two clinics at once, and whatever goes wrong, the last good
    words stay. Whoever says them only reads them, so saying them waits for nothing and cannot fail.
    """

    def __init__(self, clinic: Callable[[], Clinic]) -> None:
        self._clinic = clinic
        self._seen: Clinic | None = None
        self._parts: list[Prepare] = []

    def add(self, prepare: Prepare) -> None:
        """Fill this part in too from now on."""
        self._parts.append(prepare)

    def renew(self) -> None:
        """Look at the clinic, and fill everything in if it is another one. Blocks; raises nothing."""
        try:
            clinic = self._clinic()
            if clinic == self._seen:
                return
            # One that cannot be said is tried once, and not again each second.
            self._seen = clinic
            puts = [prepare(clinic) for prepare in self._parts]
        except Exception as error:  # noqa: BLE001 the words that are there must outlive whatever broke
            log.error(
                "the clinic's words could not be filled in, the last ones stay: %s", type(error).__name__
            )
            return
        for put in puts:
            put()

    def renew_while_running(self, app: Sanic | Blueprint) -> None:
        """Renew each second, off the event loop, for as long as the server runs."""
        running: list[asyncio.Task[None]] = []

        async def start(app: Sanic, _: Any) -> None:
            running.append(asyncio.create_task(self._renew_for_ever()))

        async def stop(app: Sanic, _: Any) -> None:
            for task in running:
                task.cancel()

        if isinstance(app, Sanic):
            app.register_listener(start, "after_server_start")
            app.register_listener(stop, "before_server_stop")
        else:
            app.listener("after_server_start")(start)
            app.listener("before_server_stop")(stop)

    async def _renew_for_ever(self) -> None:
        off_loop = OffLoop("clinic", threads=1)
        try:
            while True:
                with suppress(asyncio.TimeoutError):
                    await off_loop(self.renew)
                await asyncio.sleep(EVERY_SECONDS)
        finally:
            off_loop.close()
