"""The clinic as the front desk last saved it, for a process that keeps running."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.store.clinic_versions import clinic_version, newest_number
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.triage.clinic import Clinic, read_clinic
from bot.triage.rows import ContentError

log = logging.getLogger(__name__)
FRESH_SECONDS = 2.0
"""How soon a change is live; asking more often would cost a read for every line that is said."""


class LiveClinic:
    """Call it for the clinic; None while the clinic's file counts.

    The first call raises what is wrong, so that a process does not start with it. Later ones keep what
    was there before: a person in the middle of a conversation is still told where to go.
    """

    def __init__(self, database: Database, seconds: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._seconds = seconds
        self._asked_at: float | None = None
        self._number: int | None = None
        self._clinic: Clinic | None = None
        self._failed = False

    def __call__(self) -> Clinic | None:
        """The clinic as it is now, at most two seconds old.

        Raises:
            StoreUnavailable: on the first call, the database does not answer.
            ContentError: on the first call, the version does not fit the content any more.
        """
        if self._asked_at is not None and self._seconds() - self._asked_at < FRESH_SECONDS:
            return self._clinic
        try:
            self._read()
            self._failed = False
        except (StoreUnavailable, ContentError) as error:
            if self._asked_at is None:
                raise
            if not self._failed:
                log.error(
                    "the clinic's settings cannot be read, the last ones stay: %s", type(error).__name__
                )
            self._failed = True
        # Counted from the answer: a database that hangs is not asked again at once by whoever waited for it.
        self._asked_at = self._seconds()
        return self._clinic

    def _read(self) -> None:
        with self._database.reading() as session:
            number = newest_number(session)
            if number == self._number:
                return
            version = clinic_version(session, number)
        body = None if version is None else version.body
        self._clinic = None if body is None else read_clinic(f"clinic settings {number}", body)
        self._number = number
