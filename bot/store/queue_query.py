"""The one query of the queue: which conversations are cases, how urgent each is now, and in which order.

A case is a conversation with a result, with a contact, with an alert, with a turn that was not assessed, or
whose person asked for a person. Most urgent first, oldest first within a tier. What was not assessed stands
right behind the cases for today: unknown is not calm. So does what was urgent before a calmer result. A case
that staff were done with is open again once its person told more that somebody has to look at.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, literal, null, or_, select
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement

from bot.store.alerts import alerts
from bot.store.case_work import OPEN_STATUSES, case_work
from bot.store.contacts import contacts
from bot.store.conversations import conversations
from bot.store.messages import messages
from bot.store.overrides import overrides
from bot.store.queue_filter import DEMO, QueueFilter
from bot.store.results import results
from bot.store.take_overs import WITH_PERSON, take_overs
from bot.store.told_since import URGENT, asked_for_person, came_back, urgent_before
from bot.store.unassessed_turns import unread

BEHIND_URGENT = "T1+"


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
            func.min(results.c.tier).label("most_urgent"),
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
    not_assessed = unread(now)
    calmed = urgent_before(of_results.c.most_urgent, tier)
    back = came_back(tier, now)
    unknown = or_(tier.is_(None), not_assessed, calmed)
    place = case((tier.in_(URGENT), tier), (unknown, BEHIND_URGENT), else_=tier)
    since = func.coalesce(of_results.c.first_at, contacts.c.saved_at, conversations.c.opened_at)
    status = func.coalesce(case_work.c.status, "new")
    asked = exists().where(asked_for_person())
    alerted = exists().where(alerts.c.conversation_id == conversations.c.id)
    taken = _lasting_take_overs()
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
            not_assessed.label("not_assessed"),
            asked.label("asked_for_person"),
            status.label("status"),
            func.coalesce(case_work.c.no_answer_count, 0).label("no_answer_count"),
            case_work.c.owner,
            func.coalesce(case_work.c.version, 0).label("version"),
            contacts.c.name,
            contacts.c.reach,
            taken.c.staff_id.label("taken_by"),
            taken.c.reply_waits_since,
            back.label("came_back"),
            calmed.label("urgent_before"),
            place.label("place"),
        )
        .select_from(conversations)
        .outerjoin(of_results, of_results.c.conversation_id == conversations.c.id)
        .outerjoin(results, results.c.number == of_results.c.number)
        .outerjoin(contacts, contacts.c.conversation_id == conversations.c.id)
        .outerjoin(case_work, case_work.c.conversation_id == conversations.c.id)
        .outerjoin(urgency, urgency.c.conversation_id == conversations.c.id)
        .outerjoin(professional, professional.c.conversation_id == conversations.c.id)
        .outerjoin(taken, taken.c.conversation_id == conversations.c.id)
        .where(conversations.c.erased_at.is_(None))
        .where(or_(results.c.number.is_not(None), contacts.c.name.is_not(None), not_assessed, asked, alerted))
    )
    in_status = _in_status(chosen, status, back)
    return query.where(*in_status, *_chosen(chosen, tier, not_assessed, who, since))


def _latest_override(urgency: bool) -> Any:
    """The newest override of each conversation, of its urgency or of its professional."""
    kind = overrides.c.kind != "professional" if urgency else overrides.c.kind == "professional"
    newest = select(func.max(overrides.c.number)).where(kind).group_by(overrides.c.conversation_id)
    return select(overrides).where(overrides.c.number.in_(newest)).subquery()


def _lasting_take_overs() -> Any:
    """Who has a conversation, and since when its person waits for their reply. Few last at a time."""
    unanswered = and_(
        messages.c.conversation_id == take_overs.c.conversation_id,
        messages.c.author == "person",
        messages.c.at > take_overs.c.last_sign_at,
    )
    talked_in = conversations.alias("talked_in")
    return (
        select(
            take_overs.c.conversation_id,
            func.max(take_overs.c.staff_id).label("staff_id"),
            func.min(messages.c.at).label("reply_waits_since"),
        )
        .join(talked_in, talked_in.c.id == take_overs.c.conversation_id)
        .outerjoin(messages, unanswered)
        .where(take_overs.c.ended_at.is_(None), talked_in.c.state == WITH_PERSON)
        .group_by(take_overs.c.conversation_id)
        .subquery()
    )


def _tier_now(urgency: Any) -> ColumnElement[Any]:
    """What staff set on this very result; a raise outlives a later result that is calmer or was withdrawn."""
    raised = urgency.c.kind == "raise_urgency"
    calmer = or_(results.c.tier.is_(None), urgency.c.to_value < results.c.tier)
    return case(
        (urgency.c.result_id == func.coalesce(results.c.id, ""), urgency.c.to_value),
        (and_(raised, calmer), urgency.c.to_value),
        else_=results.c.tier,
    )


def _in_status(
    chosen: QueueFilter, status: ColumnElement[str], back: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """A case that came back is open besides standing under the status that staff gave it."""
    if not chosen.statuses:
        return []
    chosen_status = status.in_(chosen.statuses)
    return [or_(chosen_status, back) if set(OPEN_STATUSES) <= set(chosen.statuses) else chosen_status]


def _chosen(
    chosen: QueueFilter,
    tier: ColumnElement[Any],
    not_assessed: ColumnElement[bool],
    who: ColumnElement[Any],
    since: ColumnElement[Any],
) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = []
    if chosen.tier is not None:
        kept.append(or_(tier.is_(None), not_assessed) if chosen.tier == "none" else tier == chosen.tier)
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
