"""What of text messages is forgotten, and when. An opt-out stays, as a hash and a date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, update

from bot.store.clock import Clock, utc_now
from bot.store.conversations import NUMBER_COLUMNS
from bot.store.database import Database
from bot.store.sms_inbox import sms_inbox
from bot.store.sms_links import sms_links
from bot.store.sms_numbers import sms_numbers
from bot.store.sms_outbox import sms_outbox


def expire_texts(database: Database, days: int, clock: Clock = utc_now) -> int:
    """Delete texts, links and silent numbers older than `days` days; how many texts were deleted.

    Raises:
        StoreUnavailable: the database does not answer; nothing was deleted.
    """
    cutoff = clock() - timedelta(days=days)
    with database.session() as session:
        came_in = session.execute(delete(sms_inbox).where(sms_inbox.c.received_at < cutoff)).rowcount
        went_out = session.execute(delete(sms_outbox).where(sms_outbox.c.created_at < cutoff)).rowcount
        session.execute(delete(sms_links).where(sms_links.c.expires_at < cutoff))
        silent = _silent_since(cutoff)
        session.execute(delete(sms_numbers).where(*silent, sms_numbers.c.opted_out_at.is_(None)))
        session.execute(update(sms_numbers).where(*silent).values(dict.fromkeys(NUMBER_COLUMNS)))
        return int(came_in + went_out)


def _silent_since(cutoff: datetime) -> tuple[Any, ...]:
    heard = sms_numbers.c.last_heard_at
    waiting = exists().where(sms_inbox.c.number_id == sms_numbers.c.number_id)
    return or_(heard < cutoff, heard.is_(None)), ~waiting
