"""Delete what has grown old. The front desk does it every day; `python -m bot.store.retention` does it now.

Audit lines stay; each run leaves one that says how much went.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.settings import SettingsError, settings
from bot.store.audit import audit, record
from bot.store.clock import Clock, utc_now
from bot.store.conversations import conversations, erase_conversation
from bot.store.database import Database, database
from bot.store.errors import StoreUnavailable
from bot.store.sms_retention import expire_texts

RAN = "retention_ran"
BATCH = 100
"""Conversations a transaction: short enough that a turn waiting for the lock does not notice."""


@dataclass(frozen=True)
class Expired:
    """What one run deleted, and when it did."""

    at: datetime
    days: int
    conversations: int
    texts: int


def run_retention(database: Database, days: int, actor: str | None = None, clock: Clock = utc_now) -> Expired:
    """Delete what is older than `days` days, and leave an audit line as proof; `actor` is who asked for it.

    Raises:
        StoreUnavailable: the database does not answer; what was deleted until then stays deleted.
    """
    conversations_gone = expire_content(database, days, clock)
    texts_gone = expire_texts(database, days, clock)
    done = Expired(clock(), days, conversations_gone, texts_gone)
    detail = f"days={days},conversations={done.conversations},texts={done.texts}"
    with database.session() as session:
        record(session, RAN, None, detail, lambda: done.at, actor)
    return done


def last_run(session: Session) -> Expired | None:
    """The newest run, from its audit line; None when there never was one."""
    query = select(audit.c.at, audit.c.detail).where(audit.c.action == RAN).order_by(audit.c.id.desc())
    line = session.execute(query.limit(1)).one_or_none()
    if line is None:
        return None
    counted = dict(pair.split("=") for pair in line.detail.split(","))
    return Expired(line.at, int(counted["days"]), int(counted["conversations"]), int(counted["texts"]))


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
        done = run_retention(database(), settings().retention_days)
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Conversations whose content was deleted: {done.conversations}\n")
    sys.stdout.write(f"Text messages that were deleted: {done.texts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
