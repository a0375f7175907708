"""Alerts for the front desk: something a person there has to see, and whether anybody has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

KIND = re.compile(r"[a-z][a-z_]{0,39}")

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), index=True),
    Column("kind", String(40), nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime),
    Column("seen_by", String(60)),
)


@dataclass(frozen=True)
class Alert:
    """One alert. `conversation_id` is None when the text belonged to no conversation."""

    id: int
    conversation_id: str | None
    kind: str
    raised_at: datetime
    seen_at: datetime | None
    seen_by: str | None


def raise_alert(session: Session, conversation_id: str | None, kind: str, clock: Clock = utc_now) -> None:
    """Add an alert, such as `emergency_text_undelivered`, and an audit line that says so.

    Raises:
        MalformedInput: the kind is not a short lower-case code.
    """
    if not KIND.fullmatch(kind):
        raise MalformedInput("A kind of alert is a lower-case code such as emergency_text_undelivered.")
    row = {"conversation_id": conversation_id, "kind": kind, "raised_at": clock()}
    session.execute(insert(alerts).values(row))
    record(session, "alert_raised", conversation_id, f"kind={kind}", clock)


def unseen_alerts(session: Session) -> list[Alert]:
    """The alerts nobody has seen, oldest first."""
    query = select(alerts).where(alerts.c.seen_at.is_(None)).order_by(alerts.c.id)
    return [Alert(**row) for row in session.execute(query).mappings()]


def has_unseen(session: Session, conversation_id: str, kind: str) -> bool:
    """Whether a conversation has an alert of this kind that nobody has seen."""
    query = select(alerts.c.id).where(*_unseen_of(conversation_id, kind))
    return session.execute(query.limit(1)).first() is not None


def part_from_content(session: Session, conversation_id: str, kind: str, becomes: str) -> None:
    """Let what nobody has seen outlive a conversation that is erased: its alerts of this kind become another kind
    that points to nobody."""
    unseen = update(alerts).where(*_unseen_of(conversation_id, kind))
    session.execute(unseen.values(conversation_id=None, kind=becomes))


def _unseen_of(conversation_id: str, kind: str) -> tuple[ColumnElement[bool], ...]:
    return (alerts.c.conversation_id == conversation_id, alerts.c.kind == kind, alerts.c.seen_at.is_(None))


def see_alert(session: Session, alert_id: int, seen_by: str, clock: Clock = utc_now) -> bool:
    """Note who saw it first; False when somebody had, or there is no such alert."""
    unseen = update(alerts).where(alerts.c.id == alert_id, alerts.c.seen_at.is_(None))
    return bool(session.execute(unseen.values(seen_at=clock(), seen_by=seen_by)).rowcount)
