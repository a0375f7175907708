"""What a person said that nothing judged: the words of turns that failed, or were killed before they were answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bot.store.messages import messages
from bot.store.turn_rows import turns
from bot.store.unassessed_turns import unassessed


@dataclass(frozen=True)
class UnjudgedWords:
    """Words as they came in: for a choice, the ids of its options. `message_id` is the message that has them, None
    when the turn was killed before one was stored."""

    at: datetime
    text: str = field(repr=False)
    message_id: str | None


def unjudged_words(session: Session, conversation_id: str, now: datetime) -> list[UnjudgedWords]:
    """The words of a conversation that nothing judged, in their order. A turn that may still run is not among them.

    Raises:
        WrongKey: they were written with another key.
    """
    said = and_(messages.c.turn_number == turns.c.number, messages.c.author == "person")
    query = (
        select(turns.c.claimed_at, turns.c.text, messages.c.message_id)
        .outerjoin(messages, said)
        .where(turns.c.conversation_id == conversation_id, unassessed(now))
        .order_by(turns.c.number)
    )
    return [
        UnjudgedWords(row.claimed_at, row.text, row.message_id)
        for row in session.execute(query)
        # A turn of no words, such as the opening, has nothing to read.
        if row.text
    ]
