"""The work on a case: where staff stand with it and whose it is. Two who save at once cannot both win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, insert, select, update
from sqlalchemy.orm import Session

from bot.store.audit import audit, record
from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.conversations import takes_content
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

STATUSES = ("new", "contacted", "no_answer", "booked", "declined", "elsewhere", "closed")
OPEN_STATUSES = ("new", "contacted", "no_answer")
"""Those in which somebody still has to do something."""

CHANGES = ("status_changed", "owner_changed", "contact_attempted", "overridden")
"""The audit actions that change a case; each one makes a new version of it."""

case_work = Table(
    "case_work",
    metadata,
    Column("conversation_id", String(128), ForeignKey("conversations.id"), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("no_answer_count", Integer, nullable=False),
    Column("owner", String(32), ForeignKey("staff.id")),
    Column("version", Integer, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    CheckConstraint(
        "status IN ('new', 'contacted', 'no_answer', 'booked', 'declined', 'elsewhere', 'closed')",
        name="ck_case_work_status",
    ),
)


class CaseErased(Exception):
    """The person asked to be forgotten, or the content grew too old: there is no case to work on."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this case first; nothing was stored. Look at what they did, then save again."""


@dataclass(frozen=True)
class Work:
    """Where staff stand with a case. Version 0: nobody has done anything yet."""

    status: str = "new"
    no_answer_count: int = 0
    owner: str | None = None
    version: int = 0


@dataclass(frozen=True)
class LastChange:
    """Who changed a case last, and what: one of the actions in CHANGES."""

    actor: str
    action: str
    at: datetime


def load_work(session: Session, conversation_id: str) -> Work:
    """Where staff stand with the case; a case nobody has touched is new and has no owner."""
    query = select(
        case_work.c.status, case_work.c.no_answer_count, case_work.c.owner, case_work.c.version
    ).where(case_work.c.conversation_id == conversation_id)
    row = session.execute(query).one_or_none()
    return Work() if row is None else Work(**row._mapping)


def set_status(
    session: Session, conversation_id: str, version: int, status: str, actor: str, clock: Clock = utc_now
) -> None:
    """Set where the case stands. `version` is the one its reader saw.

    Raises:
        MalformedInput: there is no such status.
        ChangedMeanwhile: somebody saved since; CaseErased: there is nothing left to work on.
    """
    if status not in STATUSES:
        raise MalformedInput(f"A status is one of {', '.join(STATUSES)}. Choose one of them.")
    save_work(session, conversation_id, version, {"status": status}, clock)
    record(session, "status_changed", conversation_id, f"status={status}", clock, actor)


def set_owner(
    session: Session,
    conversation_id: str,
    version: int,
    owner: str | None,
    actor: str,
    clock: Clock = utc_now,
) -> None:
    """Make the case somebody's, or nobody's. `version` is the one its reader saw.

    Raises:
        ChangedMeanwhile: somebody saved since; CaseErased: there is nothing left to work on.
    """
    save_work(session, conversation_id, version, {"owner": owner}, clock)
    record(session, "owner_changed", conversation_id, f"owner={owner or 'nobody'}", clock, actor)


def save_work(
    session: Session, conversation_id: str, version: int, changes: dict[str, Any], clock: Clock
) -> None:
    """Make the next version of a case, with these columns changed; the caller audits it.

    Raises:
        ChangedMeanwhile: it is not at `version` any more.
        CaseErased: its content was erased.
        UnknownConversation: the id was never issued.
    """
    if not takes_content(session, conversation_id):
        raise CaseErased("The content of this conversation was erased. There is nothing left to change.")
    now = load_work(session, conversation_id)
    if now.version != version:
        raise ChangedMeanwhile("Somebody else saved this case first. Look at what they did, then save again.")
    row = {**changes, "version": version + 1, "updated_at": clock()}
    if version == 0:
        first = {"status": now.status, "no_answer_count": 0, "conversation_id": conversation_id}
        session.execute(insert(case_work).values({**first, **row}))
    else:
        session.execute(update(case_work).where(case_work.c.conversation_id == conversation_id).values(row))


def last_change(session: Session, conversation_id: str) -> LastChange | None:
    """The newest change that a member of staff made; None when nobody made one."""
    query = (
        select(audit.c.actor, audit.c.action, audit.c.at)
        .where(audit.c.conversation_id == conversation_id, audit.c.action.in_(CHANGES))
        .where(audit.c.actor.is_not(None))
        .order_by(audit.c.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else LastChange(row.actor, row.action, row.at)
