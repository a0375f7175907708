"""Calls: an interview that a member of staff holds with somebody on the phone, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, insert, literal, select, update
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.conversations import conversations, takes_content
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

RELATIONSHIPS = ("self", "parent", "partner", "relative", "carer", "other")
"""Who calls: the person themselves, or who they are to that person."""

calls = Table(
    "calls",
    metadata,
    Column("conversation_id", String(128), ForeignKey("conversations.id"), primary_key=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("relationship", String(20), nullable=False),
    Column("began_at", UtcTime, nullable=False),
    # When the questions about danger were through.
    Column("screened_at", UtcTime),
    Column("ended_at", UtcTime),
    # yes or no once the caller was asked; until then only danger is kept as a case.
    Column("consent", String(4)),
    # The evidence so far, as a case; a page that is loaded again goes on from here.
    Column("evidence", EncryptedJSON("calls.evidence"), nullable=False),
    CheckConstraint(
        "relationship IN ('self', 'parent', 'partner', 'relative', 'carer', 'other')",
        name="ck_calls_relationship",
    ),
)


@dataclass(frozen=True)
class Call:
    """One call. `evidence` is a case as JSON has it; `consent` is yes, no, or None before it was asked."""

    conversation_id: str
    staff_id: str
    relationship: str
    began_at: datetime
    screened_at: datetime | None
    ended_at: datetime | None
    consent: str | None
    evidence: dict[str, Any] = field(repr=False)


def begin_call(
    session: Session,
    conversation_id: str,
    staff_id: str,
    relationship: str,
    evidence: Mapping[str, Any],
    clock: Clock = utc_now,
) -> None:
    """Store that a call began.

    Raises:
        MalformedInput: the relationship is none of RELATIONSHIPS.
    """
    if relationship not in RELATIONSHIPS:
        raise MalformedInput(f"Who calls is one of {', '.join(RELATIONSHIPS)}. Choose one of them.")
    row = {
        "conversation_id": conversation_id,
        "staff_id": staff_id,
        "relationship": relationship,
        "began_at": clock(),
        "evidence": dict(evidence),
    }
    session.execute(insert(calls).values(row))


def load_call(session: Session, conversation_id: str) -> Call | None:
    """The call, or None when this conversation is none or was erased.

    Raises:
        WrongKey: it was written with another key.
    """
    query = select(calls).where(calls.c.conversation_id == conversation_id)
    row = session.execute(query).one_or_none()
    return None if row is None else Call(**row._mapping)


def unfinished_calls(session: Session, since: datetime, at_most: int) -> list[tuple[str, datetime]]:
    """The calls that anybody began since then and nobody ended, the newest first: id, and when."""
    query = (
        select(calls.c.conversation_id, calls.c.began_at)
        .where(calls.c.ended_at.is_(None))
        .where(calls.c.began_at >= literal(since, calls.c.began_at.type))
        .order_by(calls.c.began_at.desc(), calls.c.conversation_id)
        .limit(at_most)
    )
    return [(row.conversation_id, row.began_at) for row in session.execute(query)]


def idle_calls(session: Session, before: datetime) -> list[str]:
    """The calls that nobody ended and in which nothing was kept since then, the oldest first."""
    active = conversations.c.last_active_at
    query = (
        select(calls.c.conversation_id)
        .join(conversations, conversations.c.id == calls.c.conversation_id)
        .where(calls.c.ended_at.is_(None), active <= literal(before, active.type))
        .order_by(active, calls.c.conversation_id)
    )
    return list(session.execute(query).scalars())


def save_call(session: Session, conversation_id: str, changes: Mapping[str, Any]) -> None:
    """Change `evidence`, `consent`, `screened_at` or `ended_at`; nothing where the content was erased.

    Raises:
        UnknownConversation: the id was never issued.
    """
    if takes_content(session, conversation_id):
        chosen = calls.c.conversation_id == conversation_id
        session.execute(update(calls).where(chosen).values(dict(changes)))
