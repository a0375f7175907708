"""Texts to send: waiting, sending, sent, and what became of them. Words are kept until they are sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedText, UtcTime
from bot.store.insert_once import insert_once
from bot.store.schema import metadata

STATUSES = ("waiting", "sending", "sent", "delivered", "undelivered", "failed", "opted_out")
ENDS = ("delivered", "undelivered", "failed", "opted_out")

sms_outbox = Table(
    "sms_outbox",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("turn_id", String(64), nullable=False),
    Column("place", Integer, nullable=False),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), index=True),
    Column("number_id", String(64), nullable=False, index=True),
    Column("recipient", EncryptedText("sms_outbox.recipient")),
    Column("text", EncryptedText("sms_outbox.text")),
    Column("urgent", Boolean, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("status", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    # Whether the carrier may have it although no receipt is stored.
    Column("doubtful", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("first_tried_at", UtcTime),
    Column("sending_until", UtcTime),
    Column("sent_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("carrier_id", String(64), index=True),
    Column("error_code", String(40)),
    # A turn is answered once: the second time its texts are here already.
    UniqueConstraint("turn_id", "place"),
    CheckConstraint(f"status IN {STATUSES}", name="ck_sms_outbox_status"),
    Index(None, "status", "not_before"),
)


@dataclass(frozen=True)
class NewText:
    """A text to be sent."""

    text: str = field(repr=False)
    urgent: bool
    kind: str


@dataclass(frozen=True)
class DueText:
    """A text to hand over now. `doubtful`: ask first whether the carrier has it."""

    id: str
    number_id: str
    recipient: str = field(repr=False)
    text: str = field(repr=False)
    urgent: bool
    attempts: int
    doubtful: bool
    created_at: datetime
    first_tried_at: datetime


def add_texts(
    session: Session,
    turn_id: str,
    conversation_id: str | None,
    number_id: str,
    recipient: str,
    texts: Sequence[NewText],
    now: datetime,
) -> int:
    """Put the answer to a turn into the outbox; how many texts were new."""
    added = 0
    for place, each in enumerate(texts):
        row = {
            "id": secrets.token_hex(16),
            "turn_id": turn_id,
            "place": place,
            "conversation_id": conversation_id,
            "number_id": number_id,
            "recipient": recipient,
            "text": each.text,
            "urgent": each.urgent,
            "kind": each.kind,
            "status": "waiting",
            "attempts": 0,
            "doubtful": False,
            "created_at": now,
            "not_before": now,
        }
        added += insert_once(session, sms_outbox, row)
    return added


def take_due(session: Session, now: datetime, lease_seconds: float) -> DueText | None:
    """The next text to send, marked `sending` before anybody calls the carrier; None when there is none.

    Urgent ones come first. The texts of one number go one after the other, in order.
    """
    mine, before = sms_outbox.alias("mine"), sms_outbox.alias("before")
    left = and_(mine.c.status == "sending", mine.c.sending_until < now)
    in_front = or_(
        and_(before.c.urgent, ~mine.c.urgent),
        and_(before.c.urgent == mine.c.urgent, before.c.number < mine.c.number),
        before.c.status == "sending",
    )
    open_before = before.c.status.in_(("waiting", "sending"))
    same = (before.c.number_id == mine.c.number_id, before.c.number != mine.c.number)
    query = (
        select(mine)
        .where(or_(and_(mine.c.status == "waiting", mine.c.not_before <= now), left))
        .where(~exists().where(*same, open_before, in_front))
        .order_by(mine.c.urgent.desc(), mine.c.number)
        .limit(1)
        .with_for_update(skip_locked=True, of=mine)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    first_tried = row.first_tried_at or now
    session.execute(
        update(sms_outbox)
        .where(sms_outbox.c.number == row.number)
        .values(
            status="sending",
            attempts=row.attempts + 1,
            doubtful=True,
            first_tried_at=first_tried,
            sending_until=now + timedelta(seconds=lease_seconds),
        )
    )
    return DueText(
        row.id, row.number_id, row.recipient, row.text, row.urgent,
        row.attempts + 1, row.doubtful, row.created_at, first_tried,
    )  # fmt: skip


def other_carrier_ids(session: Session, number_id: str, text_id: str) -> frozenset[str]:
    """The carrier's ids of the other texts to this number."""
    others = (sms_outbox.c.number_id == number_id, sms_outbox.c.id != text_id)
    query = select(sms_outbox.c.carrier_id).where(*others, sms_outbox.c.carrier_id.is_not(None))
    return frozenset(session.execute(query).scalars())


def is_open(session: Session, text_id: str) -> bool:
    """Whether the text still has to be sent: a callback may have told that the carrier has it."""
    return session.execute(select(sms_outbox.c.id).where(*_open(text_id))).first() is not None


def note_sent(session: Session, text_id: str, carrier_id: str, now: datetime) -> None:
    """The carrier has it. Its words and number are wiped: only the conversation keeps them."""
    taken = {"status": "sent", "carrier_id": carrier_id, "sent_at": now, "recipient": None, "text": None}
    session.execute(update(sms_outbox).where(*_open(text_id)).values(taken))


def note_retry(session: Session, text_id: str, not_before: datetime, doubtful: bool, code: str) -> None:
    """It is tried again later."""
    again = {"status": "waiting", "not_before": not_before, "doubtful": doubtful, "error_code": code[:40]}
    session.execute(update(sms_outbox).where(*_open(text_id)).values(again))


def unheard_of(session: Session, sent_before: datetime, most: int) -> list[str]:
    """The carrier's ids of texts sent before that moment of which no end was heard, urgent ones first."""
    waiting = (sms_outbox.c.status == "sent", sms_outbox.c.sent_at < sent_before)
    query = select(sms_outbox.c.carrier_id).where(*waiting)
    return list(
        session.execute(
            query.order_by(sms_outbox.c.urgent.desc(), sms_outbox.c.sent_at).limit(most)
        ).scalars()
    )


def _open(text_id: str) -> tuple[Any, ...]:
    return sms_outbox.c.id == text_id, sms_outbox.c.status.in_(("waiting", "sending"))
