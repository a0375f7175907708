"""Texts that came in: each one claimed once, kept until it is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, func, or_, select, update
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedText, UtcTime
from bot.store.insert_once import insert_once
from bot.store.schema import metadata
from bot.store.sms_numbers import sms_numbers

sms_inbox = Table(
    "sms_inbox",
    metadata,
    Column("number", Integer, primary_key=True),
    # A digest of carrier and message id: a carrier makes the id and could put anything into it.
    Column("message_digest", String(64), nullable=False, unique=True),
    Column("number_id", String(64), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
    Column("sender", EncryptedText("sms_inbox.sender")),
    Column("text", EncryptedText("sms_inbox.text")),
    Column("media_count", Integer, nullable=False),
    Column("has_location", Boolean, nullable=False),
    Column("opt_out", String(8)),
    # The turn it became part of, marked before that turn runs.
    Column("turn_id", String(64), index=True),
    Column("parts_done", Integer, nullable=False),
    Column("answered_at", UtcTime),
    Index(None, "answered_at", "number_id"),
)


@dataclass(frozen=True)
class StoredText:
    """A text that is not answered yet."""

    number: int
    sender: str = field(repr=False)
    text: str = field(repr=False)
    received_at: datetime
    sent_at: datetime | None
    media_count: int
    has_location: bool
    opt_out: str | None
    turn_id: str | None
    parts_done: int


def message_digest(provider: str, message_id: str) -> str:
    """What a carrier's message is known by."""
    return hashlib.sha256(f"{provider}\n{message_id}".encode("utf-8", "surrogatepass")).hexdigest()


def receive(session: Session, digest: str, number_id: str, **row: Any) -> bool:
    """Store a text; False when it is here already. `row` fills the columns of StoredText."""
    new = {"message_digest": digest, "number_id": number_id, "parts_done": 0, **row}
    return insert_once(session, sms_inbox, new)


def due_numbers(session: Session, now: datetime, quiet_since: datetime, waited_since: datetime) -> list[str]:
    """The ids of numbers, longest waiting first, with texts to answer that nobody works on.

    A number is due when its last text came before `quiet_since`, its first one before `waited_since`,
    or one of them is marked for a turn already, as after a kill.
    """
    first, last = func.min(sms_inbox.c.received_at), func.max(sms_inbox.c.received_at)
    quiet = or_(last <= quiet_since, first <= waited_since, func.count(sms_inbox.c.turn_id) > 0)
    free = or_(sms_numbers.c.leased_until.is_(None), sms_numbers.c.leased_until < now)
    query = (
        select(sms_inbox.c.number_id)
        .join(sms_numbers, sms_numbers.c.number_id == sms_inbox.c.number_id)
        .where(sms_inbox.c.answered_at.is_(None), free)
        .group_by(sms_inbox.c.number_id)
        .having(quiet)
        .order_by(func.min(sms_inbox.c.number))
    )
    return list(session.execute(query).scalars())


def unanswered(session: Session, number_id: str) -> list[StoredText]:
    """The texts of a number that are not answered, in the order they came in.

    Raises:
        WrongKey: they were written with another key.
    """
    columns = [sms_inbox.c[name] for name in StoredText.__dataclass_fields__]
    own = (sms_inbox.c.number_id == number_id, sms_inbox.c.answered_at.is_(None))
    query = select(*columns).where(*own).order_by(sms_inbox.c.number)
    return [StoredText(**row) for row in session.execute(query).mappings()]


def mark_turn(session: Session, numbers: Sequence[int], turn_id: str) -> None:
    """Make these texts one turn. A text keeps the turn it was marked for first."""
    unmarked = (sms_inbox.c.number.in_(numbers), sms_inbox.c.turn_id.is_(None))
    session.execute(update(sms_inbox).where(*unmarked).values(turn_id=turn_id))


def note_part_done(session: Session, turn_id: str, parts_done: int) -> None:
    """A turn of several parts has this many answered."""
    own = sms_inbox.c.turn_id == turn_id
    session.execute(update(sms_inbox).where(own).values(parts_done=parts_done))


def note_answered(session: Session, turn_id: str, now: datetime) -> None:
    """The whole turn is answered; its words stay with the conversation and nowhere else."""
    own = sms_inbox.c.turn_id == turn_id
    session.execute(update(sms_inbox).where(own).values(answered_at=now, sender=None, text=None))


def newest_received(session: Session) -> datetime | None:
    """When the last text came in, or None."""
    newest = select(sms_inbox.c.received_at).order_by(sms_inbox.c.number.desc()).limit(1)
    received: datetime | None = session.execute(newest).scalar_one_or_none()
    return received
