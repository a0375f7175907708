"""Results: what the core decided. Codes stand in plain columns, to count; the rest is encrypted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.conversations import takes_content
from bot.store.schema import metadata

ID_BYTES = 16
WITHDRAWN = "withdrawn"
"""In the body of a line that takes the result before it back, instead of a decision."""

results = Table(
    "results",
    metadata,
    # Numbers give the order; the id is what others may hold.
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("saved_at", UtcTime, nullable=False),
    Column("tier", String(8)),
    Column("outcome", String(40)),
    Column("professional", String(60)),
    Column("rule", String(120)),
    Column("content_version", String(100)),
    Column("body", EncryptedJSON("results.body"), nullable=False),
)


def save_result(
    session: Session, conversation_id: str, result: Mapping[str, Any], clock: Clock = utc_now
) -> str:
    """Store a result and return its id; the earlier ones stay. An erased conversation keeps none.

    `result` has the keys of the chat API. Its first reason names the rule that fired.

    Raises:
        UnknownConversation: the id was never issued.
    """
    result_id = secrets.token_urlsafe(ID_BYTES)
    if takes_content(session, conversation_id):
        row = {
            "id": result_id,
            "conversation_id": conversation_id,
            "saved_at": clock(),
            "tier": result.get("tier"),
            "outcome": result.get("outcome"),
            "professional": result.get("professional"),
            "rule": _rule(result),
            "content_version": result.get("content_version"),
            "body": dict(result),
        }
        session.execute(insert(results).values(row))
    return result_id


def latest_result(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """The last result as it was saved; None when there is none, or it was withdrawn.

    Raises:
        WrongKey: it was written with another key.
    """
    query = select(results.c.body).where(results.c.conversation_id == conversation_id)
    last = query.order_by(results.c.number.desc()).limit(1)
    found: dict[str, Any] | None = session.execute(last).scalar_one_or_none()
    return None if found is None or WITHDRAWN in found else found


def withdraw_result(session: Session, conversation_id: str) -> bool:
    """Let the last result count no more: what it was made from was taken back. False when none counted.

    It stays on record. A line without codes stands after it, with its time: what was said since that nothing
    judged stays unjudged.

    Raises:
        UnknownConversation: the id was never issued.
        WrongKey: it was written with another key.
    """
    if latest_result(session, conversation_id) is None:
        return False
    saved = select(results.c.saved_at).where(results.c.conversation_id == conversation_id)
    at: datetime = session.execute(saved.order_by(results.c.number.desc()).limit(1)).scalar_one()
    save_result(session, conversation_id, {WITHDRAWN: True}, lambda: at)
    return True


def _rule(result: Mapping[str, Any]) -> str | None:
    reasons = result.get("reasons") or [{}]
    rule: str | None = result.get("rule") or reasons[0].get("rule")
    return rule
