"""Failed sign-ins, counted by login and by address, so that guessing soon has to wait."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Column, Integer, String, Table, delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime, cipher_of
from bot.store.schema import metadata

FREE = {"login": 5, "address": 20}
"""Failures before anybody has to wait. Many people share the address of a clinic."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
"""Long enough against guessing, short enough that nobody is locked out for a morning by somebody else."""
FORGET_AFTER = timedelta(hours=1)

# Digests with a secret: what is typed into a login field may be a password.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=False),
)


def begin_attempt(session: Session, login: str, address: str, clock: Clock = utc_now) -> timedelta:
    """Count an attempt as failed before it is checked, so that many at once do not slip through.

    Returns how long this person has to wait first; zero when the attempt may be checked. One that has
    to wait is not counted.
    """
    now = clock()
    session.execute(delete(sign_in_attempts).where(sign_in_attempts.c.last_at < now - FORGET_AFTER))
    kinds = {"login": login, "address": address}
    subjects = {kind: _subject(session, kind, value) for kind, value in kinds.items()}
    held = {kind: _hold(session, subject, now) for kind, subject in subjects.items()}
    waits = [_wait(FREE[kind], row.failures, row.last_at, now) for kind, row in held.items()]
    if max(waits) > timedelta():
        return max(waits)
    one_more = {"failures": sign_in_attempts.c.failures + 1, "last_at": now}
    chosen = sign_in_attempts.c.subject.in_(subjects.values())
    session.execute(update(sign_in_attempts).where(chosen).values(one_more))
    return timedelta()


def attempt_succeeded(session: Session, login: str, address: str) -> None:
    """Forget the failures of this login, and take back the one that was counted for the address."""
    session.execute(delete(sign_in_attempts).where(_is(_subject(session, "login", login))))
    at_address = _is(_subject(session, "address", address))
    fewer = {"failures": sign_in_attempts.c.failures - 1}
    session.execute(update(sign_in_attempts).where(at_address).values(fewer))


def forget_failures(session: Session, login: str) -> None:
    """Let this login try again at once, as when an admin gave it a new password."""
    session.execute(delete(sign_in_attempts).where(_is(_subject(session, "login", login))))


def _wait(free: int, failures: int, last: datetime, now: datetime) -> timedelta:
    if failures < free:
        return timedelta()
    # Doubled with each failure; the exponent is bounded, as a number of any size would be absurd.
    wait: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - free, 10))
    return max(timedelta(), last + wait - now)


def _hold(session: Session, subject: str, now: datetime) -> Row:
    """The row of a subject, made if there is none, locked until the session ends."""
    locked = select(sign_in_attempts).where(_is(subject)).with_for_update()
    row = session.execute(locked).one_or_none()
    if row is not None:
        return row
    # Somebody else may make it at the same moment, and hold it by the time it is asked for again.
    with suppress(IntegrityError), session.begin_nested():
        session.execute(insert(sign_in_attempts).values(subject=subject, failures=0, last_at=now))
    return session.execute(locked).one()


def _subject(session: Session, kind: str, value: str) -> str:
    return cipher_of(session).mac((kind, value), "sign_in_attempts.subject")


def _is(subject: str) -> ColumnElement[bool]:
    return sign_in_attempts.c.subject == subject
