"""What a running process says of its clinic, filled in anew when the front desk saved other settings."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sanic import Blueprint, Sanic

from bot.channels.off_loop import OffLoop
from bot.triage.clinic import Clinic

log = logging.getLogger(__name__)
EVERY_SECONDS = 1.0
AGAIN_SECONDS = 30.0
"""How long a clinic that could not be said is left alone: it may have been the database that broke."""

Put = Callable[[], None]
Prepare = Callable[[Clinic], Put]


class LiveWords:
    """Fills in again whatever speaks of the clinic.

    Each part prepares its words for another clinic, and returns what puts them in place. They are put there
    only when all could be prepared: nobody hears two clinics at once, and whatever goes wrong, the last good
    words stay. Whoever says them only reads them, so saying them waits for nothing and cannot fail.
    """

    def __init__(self, clinic: Callable[[], Clinic], seconds: Callable[[], float] = time.monotonic) -> None:
        self._clinic = clinic
        self._seconds = seconds
        self._said: Clinic | None = None
        # The clinic that could not be said, None where it could not even be read, and when that was.
        self._failed: tuple[Clinic | None, float] | None = None
        self._parts: list[Prepare] = []

    def add(self, prepare: Prepare) -> None:
        """Fill this part in too from now on."""
        self._parts.append(prepare)

    def renew(self) -> None:
        """Look at the clinic, and fill everything in if it is another one. Blocks; raises nothing."""
        clinic = None
        try:
            clinic = self._clinic()
            if clinic == self._said or self._failed_just_now(clinic):
                return
            for put in [prepare(clinic) for prepare in self._parts]:
                put()
        except Exception as error:  # noqa: BLE001 the words that are there must outlive whatever broke
            if self._failed_just_now(clinic):
                return
            self._said, self._failed = None, (clinic, self._seconds())
            log.error(
                "the clinic's words could not be filled in, the last ones stay: %s", type(error).__name__
            )
            return
        self._said, self._failed = clinic, None

    def _failed_just_now(self, clinic: Clinic | None) -> bool:
        if self._failed is None:
            return False
        which, at = self._failed
        return clinic == which and self._seconds() - at < AGAIN_SECONDS

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
