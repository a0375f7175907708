"""A change of the clinic's settings: checked as its file is, verified, then stored as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.person import Staff
from bot.settings import Settings
from bot.store.audit import record
from bot.store.clinic_versions import (
    FROM_FILE,
    ClinicVersion,
    add_version,
    clinic_version,
    newest_number,
    newest_versions,
)
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.staff import all_accounts
from bot.triage.clinic import Clinic, load_clinic, read_clinic
from bot.triage.content import load_content
from bot.triage.endings import endings
from bot.triage.verify_clinic import clinic_places_everyone

SOURCE = "the form"


class Unsafe(Exception):
    """With these settings somebody would have no safe place to go; the message says who."""


class NoSuchVersion(Exception):
    """No version has this number. Go back to the clinic's page."""


@dataclass(frozen=True)
class ClinicState:
    """What counts now, what came before, and who saved it."""

    number: int
    clinic: Clinic
    versions: tuple[ClinicVersion, ...]
    names: Mapping[str, str]


class ClinicChanges:
    """Reading and changing the settings. Each call raises StoreUnavailable when the database does not answer."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock

    def now(self) -> ClinicState:
        """What counts now, without what the environment says instead."""
        with self._database.reading() as session:
            number = newest_number(session)
            version = clinic_version(session, number)
            versions = tuple(newest_versions(session))
            names = {each.id: each.name for each in all_accounts(session)}
        return ClinicState(number, self._clinic(number, version), versions, names)

    def save(self, after: int, body: dict[str, Any], staff: Staff) -> int:
        """Store what was made from version `after`, and return its number.

        Raises:
            ContentError: it has an error; the message names the row and the cure.
            Unsafe: somebody would have no safe place to go.
            SavedMeanwhile: `after` is not the newest any more.
        """
        verify(read_clinic(SOURCE, body))
        return self._store(after, body, staff, None)

    def restore(self, after: int, number: int, staff: Staff) -> int:
        """Make an earlier version count again, as a new one; FROM_FILE goes back to the file.

        Raises:
            NoSuchVersion: there is none with this number.
            ContentError, Unsafe, SavedMeanwhile: as in `save`; the content may have changed since.
        """
        with self._database.reading() as session:
            version = clinic_version(session, number)
        if version is None and number != FROM_FILE:
            raise NoSuchVersion("No version has this number. Go back to the clinic's page.")
        verify(self._clinic(number, version))
        return self._store(after, None if version is None else version.body, staff, number)

    def _store(self, after: int, body: dict[str, Any] | None, staff: Staff, restored: int | None) -> int:
        with self._database.session() as session:
            number = add_version(session, after, body, staff.id, restored, self._clock)
            detail = f"version={number}" if restored is None else f"version={number},restored={restored}"
            record(session, "clinic.saved", None, detail, self._clock, staff.id)
        return number

    def _clinic(self, number: int, version: ClinicVersion | None) -> Clinic:
        if version is None or version.body is None:
            return load_clinic(self._settings.clinic_file)
        return read_clinic(f"clinic settings {number}", version.body)


def verify(clinic: Clinic) -> None:
    """Try the clinic on every result that answers can lead to; the first time takes seconds.

    Raises:
        Unsafe: with what is wrong, and an example.
    """
    content = load_content()
    for violation in clinic_places_everyone(content, endings(content), clinic):
        raise Unsafe(str(violation))
