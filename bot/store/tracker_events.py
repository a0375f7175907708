"""The dialogue events of a conversation, numbered, so that no turn overwrites another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.errors import StaleTracker
from bot.store.schema import metadata

SESSION_STARTED = "session_started"

tracker_events = Table(
    "tracker_events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("starts_session", Boolean, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    Column("body", EncryptedJSON("tracker_events.body"), nullable=False),
    UniqueConstraint("conversation_id", "seq"),
)


@dataclass(frozen=True)
class StoredEvents:
    """Events as they were read, and the number the next one must get."""

    events: tuple[dict[str, Any], ...]
    next_seq: int


def read_events(session: Session, conversation_id: str, all_sessions: bool = False) -> StoredEvents:
    """The events since the last session start, or all of them.

    Raises:
        WrongKey: they were written with another key.
        DamagedRecord: one was changed since it was written.
    """
    own = tracker_events.c.conversation_id == conversation_id
    query = select(tracker_events.c.seq, tracker_events.c.body).where(own)
    if not all_sessions:
        starts = select(func.max(tracker_events.c.seq)).where(own, tracker_events.c.starts_session)
        query = query.where(tracker_events.c.seq >= func.coalesce(starts.scalar_subquery(), 0))
    rows = session.execute(query.order_by(tracker_events.c.seq)).all()
    return StoredEvents(tuple(row.body for row in rows), rows[-1].seq + 1 if rows else 0)


def append_events(
    session: Session,
    conversation_id: str,
    events: Sequence[Mapping[str, Any]],
    next_seq: int,
    now: datetime,
) -> None:
    """Store events from the number `next_seq` on.

    Raises:
        StaleTracker: other events were stored since `next_seq` was read.
    """
    own = tracker_events.c.conversation_id == conversation_id
    last = session.execute(select(func.max(tracker_events.c.seq)).where(own)).scalar_one()
    if next_seq != (0 if last is None else last + 1):
        raise StaleTracker("Another turn of this conversation was stored first. Run the turn again.")
    rows = [
        {
            "conversation_id": conversation_id,
            "seq": seq,
            "starts_session": event.get("event") == SESSION_STARTED,
            "stored_at": now,
            "body": dict(event),
        }
        for seq, event in enumerate(events, start=next_seq)
    ]
    if not rows:
        return
    try:
        session.execute(insert(tracker_events), rows)
    except IntegrityError as error:
        raise StaleTracker(
            "Another turn of this conversation was stored first. Run the turn again."
        ) from error
