"""The queue of the front desk: every case somebody may have to do something about, in one query.

A case is a conversation with a result, with a contact, with a turn that was not assessed, or whose person
asked for a person. Most urgent first, oldest first within a tier. What was not assessed stands right behind
the cases for today: unknown is not calm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, literal, null, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement

from bot.store.audit import audit
from bot.store.case_work import OPEN_STATUSES, Work, case_work
from bot.store.contacts import Contact, contacts
from bot.store.conversations import CONVERSATION_ID, conversations
from bot.store.overrides import overrides
from bot.store.results import results
from bot.store.turn_rows import turns

UNFINISHED_AFTER = timedelta(seconds=60)
"""A turn that takes longer was killed: nobody assessed what the person said."""

DEMO = "demo_"
"""The channel of an invented case is this and the channel it imitates, so that nobody takes it for a person."""

URGENT = ("T0", "T1")
BEHIND_URGENT = "T1+"


@dataclass(frozen=True)
class QueueFilter:
    """What to show; None and empty leave all. `day_from` and `day_until` are moments, the latter excluded."""

    statuses: tuple[str, ...] = OPEN_STATUSES
    tier: str | None = None
    professional: str | None = None
    channel: str | None = None
    rule: str | None = None
    owner: str | None = None
    day_from: datetime | None = None
    day_until: datetime | None = None


@dataclass(frozen=True)
class QueuedCase:
    """One line of the queue.

    `tier` and `professional` are what counts now; `screened_tier` and `screened_professional` are the
    screen's own. `tier` is None when nothing was assessed. An urgent case never has a professional.
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

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency or a case for today."""
        return self.tier in URGENT


@dataclass(frozen=True)
class QueuePage:
    """Some lines of the queue, and how many there are in all."""

    cases: tuple[QueuedCase, ...]
    total: int


def read_queue(
    session: Session, chosen: QueueFilter, now: datetime, first: int = 0, size: int = 50
) -> QueuePage:
    """Lines `first` to `first + size` of the queue, in one query.

    Raises:
        WrongKey: a name was written with another key.
    """
    query = queue_query(chosen, now).add_columns(func.count().over().label("total"))
    found = session.execute(in_order(query).limit(size).offset(first)).all()
    return QueuePage(tuple(map(queued_case, found)), found[0].total if found else 0)


def read_queued(session: Session, conversation_id: str, now: datetime) -> QueuedCase | None:
    """The line of one conversation, whatever its status; None when it is no case or was erased."""
    # PostgreSQL's driver refuses some characters with errors of its own; no such id was issued.
    if not CONVERSATION_ID.fullmatch(conversation_id):
        return None
    query = queue_query(QueueFilter(statuses=()), now).where(conversations.c.id == conversation_id)
    row = session.execute(query).one_or_none()
    return None if row is None else queued_case(row)


def in_order(query: Select) -> Select:
    """Most urgent first, oldest first within a tier."""
    place, since = query.selected_columns.place, query.selected_columns.waiting_since
    return query.order_by(place, since, conversations.c.id)


def queue_query(chosen: QueueFilter, now: datetime) -> Select:
    """The cases that pass the filter, unordered."""
    of_results = (
        select(
            results.c.conversation_id,
            func.max(results.c.number).label("number"),
            func.min(results.c.saved_at).label("first_at"),
        )
        .group_by(results.c.conversation_id)
        .subquery()
    )
    urgency, professional = _latest_override(urgency=True), _latest_override(urgency=False)
    tier = _tier_now(urgency)
    who = case(
        (tier.in_(URGENT), null()),
        (professional.c.result_id == results.c.id, professional.c.to_value),
        else_=results.c.professional,
    )
    unread = _not_assessed(now)
    place = case((tier.in_(URGENT), tier), (or_(tier.is_(None), unread), BEHIND_URGENT), else_=tier)
    since = func.coalesce(of_results.c.first_at, contacts.c.saved_at, conversations.c.opened_at)
    status = func.coalesce(case_work.c.status, "new")
    asked = or_(
        conversations.c.state == "with_person",
        exists().where(audit.c.conversation_id == conversations.c.id, audit.c.action == "person_asked_for"),
    )
    query = (
        select(
            conversations.c.id,
            conversations.c.channel,
            conversations.c.state,
            since.label("waiting_since"),
            results.c.id.label("result_id"),
            tier.label("tier"),
            results.c.tier.label("screened_tier"),
            results.c.outcome,
            who.label("professional"),
            results.c.professional.label("screened_professional"),
            results.c.rule,
            unread.label("not_assessed"),
            asked.label("asked_for_person"),
            status.label("status"),
            func.coalesce(case_work.c.no_answer_count, 0).label("no_answer_count"),
            case_work.c.owner,
            func.coalesce(case_work.c.version, 0).label("version"),
            contacts.c.name,
            contacts.c.reach,
            place.label("place"),
        )
        .select_from(conversations)
        .outerjoin(of_results, of_results.c.conversation_id == conversations.c.id)
        .outerjoin(results, results.c.number == of_results.c.number)
        .outerjoin(contacts, contacts.c.conversation_id == conversations.c.id)
        .outerjoin(case_work, case_work.c.conversation_id == conversations.c.id)
        .outerjoin(urgency, urgency.c.conversation_id == conversations.c.id)
        .outerjoin(professional, professional.c.conversation_id == conversations.c.id)
        .where(conversations.c.erased_at.is_(None))
        .where(or_(results.c.number.is_not(None), contacts.c.name.is_not(None), unread, asked))
    )
    return query.where(*_chosen(chosen, status, tier, who, since))


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
    )


def _latest_override(urgency: bool) -> Any:
    """The newest override of each conversation, of its urgency or of its professional."""
    kind = overrides.c.kind != "professional" if urgency else overrides.c.kind == "professional"
    newest = select(func.max(overrides.c.number)).where(kind).group_by(overrides.c.conversation_id)
    return select(overrides).where(overrides.c.number.in_(newest)).subquery()


def _tier_now(urgency: Any) -> ColumnElement[Any]:
    """What staff set on this very result; a raise outlives a later result that is calmer."""
    raised = urgency.c.kind == "raise_urgency"
    return case(
        (urgency.c.result_id == func.coalesce(results.c.id, ""), urgency.c.to_value),
        (and_(raised, urgency.c.to_value < results.c.tier), urgency.c.to_value),
        else_=results.c.tier,
    )


def _not_assessed(now: datetime) -> ColumnElement[bool]:
    """Whether the person said something, after the latest result, that nothing judged."""
    failed = or_(
        turns.c.assessed.is_(False),
        and_(
            turns.c.assessed.is_(None),
            turns.c.claimed_at < literal(now - UNFINISHED_AFTER, turns.c.claimed_at.type),
        ),
    )
    after_result = or_(results.c.saved_at.is_(None), turns.c.claimed_at > results.c.saved_at)
    return exists().where(turns.c.conversation_id == conversations.c.id, failed, after_result)


def _chosen(
    chosen: QueueFilter,
    status: ColumnElement[str],
    tier: ColumnElement[Any],
    who: ColumnElement[Any],
    since: ColumnElement[Any],
) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = []
    if chosen.statuses:
        kept.append(status.in_(chosen.statuses))
    if chosen.tier is not None:
        kept.append(tier.is_(None) if chosen.tier == "none" else tier == chosen.tier)
    if chosen.professional is not None:
        kept.append(who == chosen.professional)
    if chosen.channel is not None:
        kept.append(conversations.c.channel.in_((chosen.channel, f"{DEMO}{chosen.channel}")))
    if chosen.rule is not None:
        kept.append(results.c.rule == chosen.rule)
    if chosen.owner is not None:
        owned = case_work.c.owner.is_(None) if chosen.owner == "none" else case_work.c.owner == chosen.owner
        kept.append(owned)
    if chosen.day_from is not None:
        kept.append(since >= literal(chosen.day_from, contacts.c.saved_at.type))
    if chosen.day_until is not None:
        kept.append(since < literal(chosen.day_until, contacts.c.saved_at.type))
    return kept
