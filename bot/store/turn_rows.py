"""The table of turns: one row a turn, unique by its conversation and the client's own turn id."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedText, UtcTime
from bot.store.schema import metadata

LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)

turns = Table(
    "turns",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False),
    # A digest, because the client makes the id and could put anything into it.
    Column("turn_digest", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("state", String(20)),
    # NULL until the turn is finished: a turn that was killed was not assessed.
    Column("assessed", Boolean),
    Column("text", EncryptedText("turns.text")),
    UniqueConstraint("conversation_id", "turn_digest"),
    CheckConstraint("status IN ('processing', 'finished')", name="ck_turns_status"),
)


@dataclass(frozen=True)
class Turn:
    """One stored turn. `assessed` is None while it is unfinished."""

    status: str
    attempts: int
    claimed_at: datetime
    finished_at: datetime | None
    assessed: bool | None
    text: str | None = field(repr=False)


def load_turn(session: Session, conversation_id: str, turn_id: str) -> Turn | None:
    """A turn as it is stored, or None.

    Raises:
        WrongKey: it was written with another key.
    """
    row = find_turn(session, conversation_id, turn_id)
    if row is None:
        return None
    return Turn(row.status, row.attempts, row.claimed_at, row.finished_at, row.assessed, row.text)


def _digest(turn_id: str) -> str:
    return hashlib.sha256(turn_id.encode("utf-8", "surrogatepass")).hexdigest()


def find_turn(session: Session, conversation_id: str, turn_id: str) -> Row | None:
    """The row of a turn, or None."""
    same_turn = turns.c.turn_digest == _digest(turn_id)
    query = select(turns).where(turns.c.conversation_id == conversation_id, same_turn)
    return session.execute(query).one_or_none()


def insert_turn(session: Session, conversation_id: str, turn_id: str, values: Mapping[str, Any]) -> int:
    """Store a new turn and return its number. A second one with the same id is refused."""
    row = {"conversation_id": conversation_id, "turn_digest": _digest(turn_id), **values}
    number: int = session.execute(insert(turns).values(row)).inserted_primary_key[0]
    return number


def add_unassessed(session: Session, conversation_id: str, turn_id: str, now: datetime) -> None:
    """Store that a conversation ended with something that nothing judged; the queue reads it as not assessed."""
    row = {"status": "finished", "attempts": 1, "claimed_at": now, "finished_at": now, "state": "ended"}
    insert_turn(session, conversation_id, turn_id, {**row, "assessed": False})


def leave_claim(session: Session, conversation_id: str, turn_id: str) -> None:
    """Let an unfinished turn be claimed again at once: the caller knows that nobody runs it any more."""
    own = (turns.c.conversation_id == conversation_id, turns.c.turn_digest == _digest(turn_id))
    left = update(turns).where(*own, turns.c.status == "processing")
    session.execute(left.values(claimed_at=LONG_AGO))
