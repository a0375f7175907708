"""The queue of the front desk: every case somebody may have to do something about, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.store.case_work import Work
from bot.store.contacts import Contact
from bot.store.conversations import CONVERSATION_ID, conversations
from bot.store.queue_filter import QueueFilter
from bot.store.queue_query import in_order, queue_query
from bot.store.told_since import URGENT


@dataclass(frozen=True)
class QueuedCase:
    """One line of the queue.

    `tier` and `professional` are what counts now; `screened_tier` and `screened_professional` are the
    screen's own. `tier` is None when nothing was assessed. An urgent case never has a professional. `taken_by` is the
    id of the member of staff who writes with the person, who waits for a reply since `reply_waits_since`.
    `came_back`: staff were done with it, and the person told more since. `urgent_before`: a calmer result
    replaced an urgent one, and staff have not decided about the case since.
    """

    conversation_id: str
    channel: str
    state: str
    waiting_since: datetime
    result_id: str
    tier: str | None
    screened_tier: str | None
    outcome: str | None
    professional: str | None
    screened_professional: str | None
    rule: str | None
    not_assessed: bool
    asked_for_person: bool
    work: Work
    contact: Contact | None = field(repr=False)
    taken_by: str | None = None
    reply_waits_since: datetime | None = None
    came_back: bool = False
    urgent_before: bool = False

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency or a case for today."""
        return self.tier in URGENT


@dataclass(frozen=True)
class QueuePage:
    """Some lines of the queue, how many there are in all, and the number of the first of these, from 0."""

    cases: tuple[QueuedCase, ...]
    total: int
    first: int = 0


def first_shown(first: int, size: int, total: int) -> int:
    """`first`, or where it is past the end the beginning of the last page: a queue never looks empty that is not."""
    return first if first < total else max(0, total - 1) // size * size


def read_queue(
    session: Session, chosen: QueueFilter, now: datetime, first: int = 0, size: int = 50
) -> QueuePage:
    """Lines `first` to `first + size` of the queue, in one query; past the end, those of the last page.

    Raises:
        WrongKey: a name was written with another key.
    """
    query = queue_query(chosen, now)
    page = in_order(query.add_columns(func.count().over().label("total"))).limit(size)
    found = session.execute(page.offset(first)).all()
    if not found and first:
        # No line came, and with none no total.
        total = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        first = first_shown(first, size, total)
        found = session.execute(page.offset(first)).all()
    return QueuePage(tuple(map(queued_case, found)), found[0].total if found else 0, first)


def read_queued(session: Session, conversation_id: str, now: datetime) -> QueuedCase | None:
    """The line of one conversation, whatever its status; None when it is no case or was erased."""
    # PostgreSQL's driver refuses some characters with errors of its own; no such id was issued.
    if not CONVERSATION_ID.fullmatch(conversation_id):
        return None
    query = queue_query(QueueFilter(statuses=()), now).where(conversations.c.id == conversation_id)
    row = session.execute(query).one_or_none()
    return None if row is None else queued_case(row)


def queued_case(row: Row) -> QueuedCase:
    """A row of `queue_query` as a line of the queue."""
    return QueuedCase(
        conversation_id=row.id,
        channel=row.channel,
        state=row.state,
        waiting_since=row.waiting_since,
        result_id=row.result_id or "",
        tier=row.tier,
        screened_tier=row.screened_tier,
        outcome=row.outcome,
        professional=row.professional,
        screened_professional=row.screened_professional,
        rule=row.rule,
        not_assessed=bool(row.not_assessed),
        asked_for_person=bool(row.asked_for_person),
        work=Work(row.status, row.no_answer_count, row.owner, row.version),
        contact=None if row.name is None else Contact(row.name, row.reach),
        taken_by=row.taken_by,
        reply_waits_since=row.reply_waits_since,
        came_back=bool(row.came_back),
        urgent_before=bool(row.urgent_before),
    )
