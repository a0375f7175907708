"""Versions of the clinic's settings, as the front desk saved them. The newest counts; none is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.schema import metadata

FROM_FILE = 0
"""The number of what the clinic's file says, before anything was saved."""

clinic_versions = Table(
    "clinic_versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("saved_at", UtcTime, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("restored_from", Integer),
    # In the form of the clinic's file; NULL goes back to the file.
    Column("body", EncryptedJSON("clinic_versions.body")),
)


class SavedMeanwhile(Exception):
    """Somebody saved another version first. Look at it, then save again."""


@dataclass(frozen=True)
class ClinicVersion:
    """One version. `body` None says what the clinic's file says."""

    number: int
    saved_at: datetime
    staff_id: str
    restored_from: int | None
    body: dict[str, Any] | None


def newest_number(session: Session) -> int:
    """The number of the version that counts; FROM_FILE when nothing was ever saved."""
    query = select(clinic_versions.c.number).order_by(clinic_versions.c.number.desc()).limit(1)
    return session.execute(query).scalar_one_or_none() or FROM_FILE


def clinic_version(session: Session, number: int) -> ClinicVersion | None:
    """One version, or None.

    Raises:
        WrongKey: it was written with another key.
    """
    row = session.execute(select(clinic_versions).where(clinic_versions.c.number == number)).one_or_none()
    return None if row is None else ClinicVersion(**row._mapping)


def newest_versions(session: Session, limit: int = 20) -> list[ClinicVersion]:
    """The newest versions, the newest first."""
    query = select(clinic_versions).order_by(clinic_versions.c.number.desc()).limit(limit)
    return [ClinicVersion(**row._mapping) for row in session.execute(query)]


def add_version(
    session: Session,
    after: int,
    body: Mapping[str, Any] | None,
    staff_id: str,
    restored_from: int | None = None,
    clock: Clock = utc_now,
) -> int:
    """Store a checked version that was made from version `after`, and return its number.

    Raises:
        SavedMeanwhile: `after` is not the newest any more.
    """
    if newest_number(session) != after:
        raise SavedMeanwhile("Somebody saved the clinic's settings first. Look at theirs, then save again.")
    row = {
        "number": after + 1,
        "saved_at": clock(),
        "staff_id": staff_id,
        "restored_from": restored_from,
        "body": None if body is None else dict(body),
    }
    try:
        with session.begin_nested():
            session.execute(insert(clinic_versions).values(row))
    except IntegrityError:
        raise SavedMeanwhile("Somebody saved the clinic's settings at the same moment. Look first.") from None
    return after + 1
