"""One-time codes that continue a conversation on the web. Only a keyed digest of a code is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table, insert, select, update
from sqlalchemy.orm import Session

from bot.store.columns import UtcTime
from bot.store.conversations import takes_content
from bot.store.schema import metadata

sms_links = Table(
    "sms_links",
    metadata,
    Column("code_digest", String(64), primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)


def save_link(session: Session, code_digest: str, conversation_id: str, expires_at: datetime) -> None:
    """Store a new code. An erased conversation gets none.

    Raises:
        UnknownConversation: the id was never issued.
    """
    if takes_content(session, conversation_id):
        row = {"code_digest": code_digest, "conversation_id": conversation_id, "expires_at": expires_at}
        session.execute(insert(sms_links).values(row))


def use_link(session: Session, code_digest: str, now: datetime) -> str | None:
    """Use a code up; the conversation it continues. None when it is unknown, old or used."""
    code = sms_links.c.code_digest == code_digest
    usable = (code, sms_links.c.used_at.is_(None), sms_links.c.expires_at > now)
    if not session.execute(update(sms_links).where(*usable).values(used_at=now)).rowcount:
        return None
    found: str = session.execute(select(sms_links.c.conversation_id).where(code)).scalar_one()
    return found
