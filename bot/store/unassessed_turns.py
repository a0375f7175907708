"""What a person said that nothing judged: unknown is not calm."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, literal, or_
from sqlalchemy.sql.elements import ColumnElement

from bot.store.conversations import conversations
from bot.store.results import results
from bot.store.turn_rows import turns

UNFINISHED_AFTER = timedelta(seconds=60)
"""A turn that takes longer was killed: nobody assessed what the person said."""


def unassessed(now: datetime) -> ColumnElement[bool]:
    """Whether nothing judged a turn."""
    killed = turns.c.claimed_at < literal(now - UNFINISHED_AFTER, turns.c.claimed_at.type)
    return or_(turns.c.assessed.is_(False), and_(turns.c.assessed.is_(None), killed))


def unread(now: datetime) -> ColumnElement[bool]:
    """Whether the person of a conversation said something, after the latest result, that nothing judged."""
    after_result = or_(results.c.saved_at.is_(None), turns.c.claimed_at > results.c.saved_at)
    return exists().where(turns.c.conversation_id == conversations.c.id, unassessed(now), after_result)
