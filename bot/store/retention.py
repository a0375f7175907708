"""Delete what has grown old: `python -m bot.store.retention`, once a day. Audit lines stay."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.settings import SettingsError, settings
from bot.store.clock import Clock, utc_now
from bot.store.conversations import conversations, erase_conversation
from bot.store.database import Database, database
from bot.store.errors import StoreUnavailable
from bot.store.sms_retention import expire_texts

BATCH = 100
"""Conversations a transaction: short enough that a turn waiting for the lock does not notice."""


def expire_content(database: Database, days: int, clock: Clock = utc_now, batch: int = BATCH) -> int:
    """Erase the content of conversations without activity for `days` days; return how many.

    Each batch is committed for itself: one that is interrupted is continued by the next run.

    Raises:
        StoreUnavailable: the database does not answer; the batches before stay done.
    """
    cutoff = clock() - timedelta(days=days)
    expired = 0
    while count := _expire_batch(database, cutoff, clock, batch):
        expired += count
    return expired


def _expire_batch(database: Database, cutoff: datetime, clock: Clock, batch: int) -> int:
    query = (
        select(conversations.c.id)
        .where(conversations.c.erased_at.is_(None), conversations.c.last_active_at < cutoff)
        .order_by(conversations.c.last_active_at)
        .limit(batch)
        # A conversation that another process holds is active after all.
        .with_for_update(skip_locked=True)
    )
    with database.session() as session:
        old = session.execute(query).scalars().all()
        return sum(erase_conversation(session, each, "content_expired", clock) for each in old)


def main() -> int:
    """Expire the database of the settings; 1 when that is not possible."""
    try:
        count = expire_content(database(), settings().retention_days)
        texts = expire_texts(database(), settings().retention_days)
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Conversations whose content was deleted: {count}\n")
    sys.stdout.write(f"Text messages that were deleted: {texts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
