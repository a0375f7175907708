"""Deletes what has grown old once a day, and ends calls that were left, for as long as the front desk runs."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from bot.desk.calls.abandoned import end_abandoned
from bot.store.clock import Clock, utc_now
from bot.store.database import Database
from bot.store.retention import last_run, run_retention

log = logging.getLogger(__name__)
EVERY = timedelta(days=1)
LOOK_SECONDS = 600.0


class Housekeeping:
    """A thread beside the server. Where several desks run, one that finds the day's run done leaves it."""

    def __init__(
        self, database: Database, days: int, clock: Clock = utc_now, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._database = database
        self._days = days
        self._clock = clock
        self._look_seconds = look_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin; the first look is at once."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A deletion that runs is ended by its own batch."""
        self._stopping.set()

    def end_abandoned(self) -> None:
        """End the calls whose page was closed long ago (bot/desk/calls/abandoned.py)."""
        end_abandoned(self._database, self._clock)

    def delete_old(self) -> bool:
        """Run the retention when its last run is a day old; whether it did.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        with self._database.reading() as session:
            last = last_run(session)
        if last is not None and self._clock() - last.at < EVERY:
            return False
        run_retention(self._database, self._days, clock=self._clock)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            for chore in (self.end_abandoned, self.delete_old):
                try:
                    chore()
                except Exception as error:  # noqa: BLE001 whatever broke once, the thread must live to try again
                    log.error(
                        "%s failed; it is tried again in ten minutes: %s",
                        chore.__name__,
                        type(error).__name__,
                    )
            self._stopping.wait(self._look_seconds)
