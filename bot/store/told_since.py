"""What came after staff decided about a case, or before they did: no person's emergency is lost by a status or by
a later, calmer result."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.store.audit import audit
from bot.store.case_work import OPEN_STATUSES, case_work
from bot.store.conversations import conversations
from bot.store.results import results
from bot.store.turn_rows import turns
from bot.store.unassessed_turns import unassessed

URGENT = ("T0", "T1")

DECISIONS = ("status_changed", "contact_attempted", "overridden")
"""The audit actions by which staff judge a case. Taking it is none: nobody has looked at anything by that."""


def asked_for_person() -> ColumnElement[bool]:
    """Whether an audit line of a conversation says that its person asked for a person."""
    return and_(audit.c.conversation_id == conversations.c.id, audit.c.action == "person_asked_for")


def came_back(tier: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    """Whether staff were done with a case, and its person has told since what somebody has to look at.

    That is a new urgent result, a turn that nothing judged, a wish for a person, or any turn of a case whose
    `tier`, which counts now, is urgent: an emergency that is told again makes no new result.
    """
    decided = func.coalesce(_decided_at(), case_work.c.updated_at)
    earlier = results.alias("told")
    mine = earlier.c.conversation_id == conversations.c.id
    urgent_result = _newest(earlier.c.saved_at, mine, earlier.c.tier.in_(URGENT))
    needs_somebody = or_(unassessed(now), tier.in_(URGENT))
    turn = _newest(turns.c.claimed_at, turns.c.conversation_id == conversations.c.id, needs_somebody)
    wish = _newest(audit.c.at, asked_for_person())
    told = or_(urgent_result > decided, turn > decided, wish > decided)
    return and_(case_work.c.status.not_in(OPEN_STATUSES), told)


def urgent_before(most_urgent: ColumnElement[Any], tier: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a calmer result replaced an urgent one and staff have not decided about the case since.

    `most_urgent` is the most urgent tier of any result, `tier` the one that counts now.
    """
    decided = _decided_at()
    return and_(
        most_urgent.in_(URGENT),
        or_(results.c.tier.is_(None), most_urgent < results.c.tier),
        or_(tier.is_(None), most_urgent < tier),
        or_(decided.is_(None), decided <= results.c.saved_at),
    )


def _decided_at() -> Any:
    done = audit.alias("done")
    mine = done.c.conversation_id == conversations.c.id
    return _newest(done.c.at, mine, done.c.action.in_(DECISIONS))


def _newest(moment: Column[Any], *which: ColumnElement[bool]) -> Any:
    """The newest moment of the rows of one conversation."""
    return select(func.max(moment)).where(*which).correlate_except(moment.table).scalar_subquery()
