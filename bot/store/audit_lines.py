"""Reading the audit: the newest lines first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.audit import audit


@dataclass(frozen=True)
class AuditLine:
    """One line, as it was written."""

    id: int
    at: datetime
    actor: str | None
    action: str
    conversation_id: str | None
    detail: str
    hash: str | None


@dataclass(frozen=True)
class Wanted:
    """Which lines: all of them, but what is given narrows. `since` is included, `until` is not."""

    actor: str = ""
    action: str = ""
    conversation_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    """Only lines with a smaller id: the next page."""


def audit_lines(session: Session, wanted: Wanted, limit: int) -> list[AuditLine]:
    """At most `limit` lines, the newest first."""
    query = select(audit)
    given = {
        audit.c.actor: wanted.actor,
        audit.c.action: wanted.action,
        audit.c.conversation_id: wanted.conversation_id,
    }
    for column, value in given.items():
        if value:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(audit.c.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(audit.c.at < wanted.until)
    if wanted.before is not None:
        query = query.where(audit.c.id < wanted.before)
    found = session.execute(query.order_by(audit.c.id.desc()).limit(limit))
    return [AuditLine(**row._mapping) for row in found]


def audit_actions(session: Session) -> list[str]:
    """Every action there is a line of, in the order of the alphabet."""
    return list(session.execute(select(audit.c.action).distinct().order_by(audit.c.action)).scalars())
