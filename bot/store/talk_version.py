"""What of one conversation an open page follows: that more was said, or that another one has it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.conversations import conversations
from bot.store.take_overs import take_overs


def talk_version(session: Session, conversation_id: str) -> str:
    """A version that changes with each message and each take-over; empty when there is no such conversation."""
    taken = select(func.max(take_overs.c.number)).where(take_overs.c.conversation_id == conversation_id)
    query = select(conversations.c.message_count, conversations.c.state, taken.scalar_subquery())
    row = session.execute(query.where(conversations.c.id == conversation_id)).one_or_none()
    return "" if row is None else f"{row[0]}-{row[1]}-{row[2] or 0}"
