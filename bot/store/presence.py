"""Who is looking at a case just now, so that two people notice each other."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Column, ForeignKey, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.conversations import hold
from bot.store.schema import metadata

STAYS = timedelta(seconds=45)
"""How long somebody counts as looking after the last sign of it. An open page says so every 20 seconds."""

presence = Table(
    "presence",
    metadata,
    Column("conversation_id", String(128), ForeignKey("conversations.id"), primary_key=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
)


def note_presence(session: Session, conversation_id: str, staff_id: str, clock: Clock = utc_now) -> None:
    """Note that somebody has the case open. Signs that are too old go at the same time.

    Nothing is noted for a conversation that was erased, or never opened.
    """
    now = clock()
    # Held, so that two signs of one person at once follow each other.
    row = hold(session, conversation_id)
    if row is None or row.erased_at is not None:
        return
    mine = (presence.c.conversation_id == conversation_id) & (presence.c.staff_id == staff_id)
    session.execute(delete(presence).where(mine | (presence.c.seen_at < now - STAYS)))
    row = {"conversation_id": conversation_id, "staff_id": staff_id, "seen_at": now}
    session.execute(insert(presence).values(row))


def others_present(
    session: Session, conversation_id: str, staff_id: str, clock: Clock = utc_now
) -> list[str]:
    """The ids of everybody else who has the case open."""
    query = (
        select(presence.c.staff_id)
        .where(presence.c.conversation_id == conversation_id, presence.c.staff_id != staff_id)
        .where(presence.c.seen_at >= clock() - STAYS)
        .order_by(presence.c.staff_id)
    )
    return list(session.execute(query).scalars())
