"""A number of the queue that changes whenever the queue does: cheap enough to ask every second."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.alerts import alerts
from bot.store.case_work import OPEN_STATUSES, case_work
from bot.store.contacts import contacts
from bot.store.conversations import conversations
from bot.store.results import results
from bot.store.take_overs import WITH_PERSON, take_overs
from bot.store.turn_rows import turns


def queue_version(session: Session) -> str:
    """A digest of how many results, contacts, erasures, failed turns, alerts, take-overs and
    changes by staff there are, and when somebody last wrote in a case that staff were done with."""
    done_with = select(case_work.c.conversation_id).where(case_work.c.status.not_in(OPEN_STATUSES))
    with_person = conversations.c.state == WITH_PERSON
    counted = (
        select(func.max(results.c.number)),
        select(func.count()).select_from(contacts),
        select(func.max(contacts.c.saved_at)),
        select(func.sum(case_work.c.version)),
        select(func.count()).where(conversations.c.erased_at.is_not(None)),
        select(func.max(take_overs.c.number)),
        # What is said while staff have a conversation is news to the queue: who waits for whom.
        select(func.count()).where(with_person),
        select(func.sum(conversations.c.message_count)).where(with_person),
        # Whatever is told in a case that staff were done with may bring it back.
        select(func.max(conversations.c.last_active_at)).where(conversations.c.id.in_(done_with)),
        select(func.count()).where(turns.c.assessed.is_(False)),
        select(func.max(alerts.c.id)),
        select(func.count()).where(alerts.c.seen_at.is_(None)),
    )
    row = session.execute(select(*(each.scalar_subquery() for each in counted))).one()
    return hashlib.sha256(repr(tuple(row)).encode()).hexdigest()[:16]
