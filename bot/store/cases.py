"""The case of a conversation: what the person has told us so far, as one encrypted record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.conversations import takes_content
from bot.store.schema import metadata

cases = Table(
    "cases",
    metadata,
    Column("conversation_id", String(128), ForeignKey("conversations.id"), primary_key=True),
    Column("saved_at", UtcTime, nullable=False),
    Column("body", EncryptedJSON("cases.body"), nullable=False),
)


def save_case(
    session: Session, conversation_id: str, case: Mapping[str, Any], clock: Clock = utc_now
) -> None:
    """Store the case in place of the one before. An erased conversation keeps none.

    Raises:
        UnknownConversation: the id was never issued.
    """
    if takes_content(session, conversation_id):
        session.execute(delete(cases).where(cases.c.conversation_id == conversation_id))
        row = {"conversation_id": conversation_id, "saved_at": clock(), "body": dict(case)}
        session.execute(insert(cases).values(row))


def load_case(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """The case as it was last saved, or None.

    Raises:
        WrongKey: it was written with another key.
    """
    query = select(cases.c.body).where(cases.c.conversation_id == conversation_id)
    found: dict[str, Any] | None = session.execute(query).scalar_one_or_none()
    return found
