"""Signed-in sessions of staff: made, seen, locked, ended. Only a digest of the cookie is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Column, ForeignKey, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.schema import metadata

TOKEN_BYTES = 32
ABSOLUTE_END = timedelta(hours=12)
"""A shift: after it everybody signs in again, however busy they were."""
SEEN_EVERY = timedelta(seconds=20)
"""How exactly the last activity is known; noting it more often would only cost writes."""

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("locked_at", UtcTime),
    Column("ends_at", UtcTime, nullable=False),
    # An authenticator secret that was shown and not yet proved by a code.
    Column("pending_totp", EncryptedText("staff_sessions.pending_totp")),
)


@dataclass(frozen=True)
class StaffSession:
    """One session. `csrf` stands in every form of it."""

    staff_id: str
    csrf: str = field(repr=False)
    made_at: datetime
    seen_at: datetime
    locked_at: datetime | None
    pending_totp: str | None = field(repr=False)


def start_session(session: Session, staff_id: str, clock: Clock = utc_now) -> str:
    """Start a session and return its token, which goes into the cookie and is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock()
    session.execute(delete(staff_sessions).where(staff_sessions.c.ends_at <= now))
    row = {
        "token_digest": _digest(token),
        "staff_id": staff_id,
        "csrf": secrets.token_urlsafe(TOKEN_BYTES),
        "made_at": now,
        "seen_at": now,
        "ends_at": now + ABSOLUTE_END,
    }
    session.execute(insert(staff_sessions).values(row))
    return token


def find_session(session: Session, token: str, clock: Clock = utc_now) -> StaffSession | None:
    """The session of this token, locked or not; None when there is none or it has ended."""
    live = staff_sessions.c.ends_at > clock()
    row = session.execute(select(staff_sessions).where(_of(token), live)).one_or_none()
    if row is None:
        return None
    return StaffSession(
        row.staff_id, row.csrf, row.made_at, row.seen_at, row.locked_at, row.pending_totp
    )  # fmt: skip


def note_activity(session: Session, token: str, clock: Clock = utc_now) -> None:
    """Note that somebody is there, from which the idle lock counts."""
    session.execute(update(staff_sessions).where(_of(token)).values(seen_at=clock()))


def lock(session: Session, token: str, clock: Clock = utc_now) -> None:
    """Lock the session: only the password opens it."""
    session.execute(update(staff_sessions).where(_of(token)).values(locked_at=clock()))


def renew(session: Session, token: str, clock: Clock = utc_now) -> str:
    """Open a session under a new token, which is returned; the old one is worth nothing.

    The CSRF secret stays, so that what somebody was writing in another tab can still be sent.
    """
    fresh = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "token_digest": _digest(fresh),
        "locked_at": None,
        "seen_at": clock(),
    }
    session.execute(update(staff_sessions).where(_of(token)).values(values))
    return fresh


def keep_pending_totp(session: Session, token: str, secret: str | None) -> None:
    """Keep the authenticator secret that this session was shown, until a code proves it."""
    session.execute(update(staff_sessions).where(_of(token)).values(pending_totp=secret))


def end_session(session: Session, token: str) -> None:
    """End one session, as signing out does."""
    session.execute(delete(staff_sessions).where(_of(token)))


def end_sessions_of(session: Session, staff_id: str, but: str | None = None) -> None:
    """End every session of a person, but the one of the token `but`."""
    chosen = staff_sessions.c.staff_id == staff_id
    kept = "" if but is None else _digest(but)
    session.execute(delete(staff_sessions).where(chosen, staff_sessions.c.token_digest != kept))


def _of(token: str) -> ColumnElement[bool]:
    return staff_sessions.c.token_digest == _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
