"""Numbers about a period, from our own tables: how far people came, where they stopped, what they were told.

Only conversations whose content is still kept are counted: what was erased leaves no trace here. A
conversation belongs to the period in which it was opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement

from bot.store.audit import audit
from bot.store.case_work import case_work
from bot.store.contact_attempts import contact_attempts
from bot.store.contacts import contacts
from bot.store.conversations import conversations
from bot.store.messages import messages
from bot.store.queue_filter import DEMO
from bot.store.results import results

MOST_READ = 5000
"""Unfinished conversations whose last question is read; each one is decrypted."""

WROTE = "staff_replied"
"""The audit's action when staff wrote to the person of a conversation that they took over: an attempt too."""

STEPS = ("opened", "spoke", "result", "contact", "tried", "booked")


@dataclass(frozen=True)
class Period:
    """From a moment up to another, which is excluded. Invented cases count only when they are asked for."""

    start: datetime
    end: datetime
    with_demo: bool = False

    def holds(self) -> list[ColumnElement[bool]]:
        """The conditions on `conversations`."""
        kept = [
            conversations.c.opened_at >= self.start,
            conversations.c.opened_at < self.end,
            conversations.c.erased_at.is_(None),
        ]
        if not self.with_demo:
            kept.append(~conversations.c.channel.startswith(DEMO, autoescape=True))
        return kept


def funnel(session: Session, period: Period) -> dict[str, int]:
    """How many conversations came to each of STEPS: opened, said something, got a result, left a contact,
    were tried to be reached or written to by staff, have a booking."""

    def has(condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(conversations).where(*period.holds(), condition)
        return int(session.execute(query).scalar_one())

    mine = conversations.c.id
    rung = exists().where(contact_attempts.c.conversation_id == mine)
    written = exists().where(audit.c.conversation_id == mine, audit.c.action == WROTE)
    return {
        "opened": has(mine.is_not(None)),
        "spoke": has(exists().where(messages.c.conversation_id == mine, messages.c.author == "person")),
        "result": has(exists().where(results.c.conversation_id == mine)),
        "contact": has(exists().where(contacts.c.conversation_id == mine)),
        "tried": has(or_(rung, written)),
        "booked": has(exists().where(case_work.c.conversation_id == mine, case_work.c.status == "booked")),
    }


def stopped_at(session: Session, period: Period) -> dict[str, int]:
    """The question each conversation without a result stands at, by its id; the most frequent first.

    Raises:
        WrongKey: a message was written with another key.
    """
    unfinished = (
        select(func.max(messages.c.number))
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(*period.holds(), conversations.c.state == "asking", messages.c.author != "person")
        .where(~exists().where(results.c.conversation_id == conversations.c.id))
        .group_by(messages.c.conversation_id)
        .order_by(func.max(messages.c.number).desc())
        .limit(MOST_READ)
    )
    bodies = session.execute(select(messages.c.body).where(messages.c.number.in_(unfinished))).scalars()
    return dict(Counter(body["question"]["id"] for body in bodies if "question" in body).most_common())


def told(session: Session, period: Period) -> Mapping[str, dict[str, int]]:
    """How often the latest result of a conversation said each outcome, tier and professional, and by rule."""
    return {
        name: dict(session.execute(_latest(period, results.c[name])).all())
        for name in ("outcome", "tier", "professional", "rule")
    }


def minutes_to_contact(session: Session, period: Period) -> list[float]:
    """Minutes from the first result to the first attempt to reach the person, or the first that staff wrote to
    them, the shortest first."""
    first_result = _first(results.c.conversation_id, results.c.saved_at)
    rung = select(contact_attempts.c.conversation_id, contact_attempts.c.at)
    written = select(audit.c.conversation_id, audit.c.at).where(audit.c.action == WROTE)
    tries = union_all(rung, written).subquery()
    first_try = _first(tries.c.conversation_id, tries.c.at)
    query = (
        select(first_result.c.first_at, first_try.c.first_at.label("tried_at"))
        .join(first_try, first_try.c.conversation_id == first_result.c.conversation_id)
        .join(conversations, conversations.c.id == first_result.c.conversation_id)
        .where(*period.holds())
    )
    waits = ((row.tried_at - row.first_at).total_seconds() / 60 for row in session.execute(query))
    return sorted(max(0.0, wait) for wait in waits)


def newest_results() -> Select:
    """The number of the latest result of each conversation."""
    return select(func.max(results.c.number)).group_by(results.c.conversation_id)


def _first(conversation: ColumnElement[str], moment: ColumnElement[datetime]) -> ColumnElement[datetime]:
    query = select(conversation, func.min(moment).label("first_at")).group_by(conversation)
    return query.subquery()


def _latest(period: Period, column: ColumnElement[str]) -> Select:
    """How many latest results have each value of a column, the most frequent first."""
    return (
        select(column, func.count().label("times"))
        .join(conversations, conversations.c.id == results.c.conversation_id)
        .where(*period.holds(), results.c.number.in_(newest_results()), column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
