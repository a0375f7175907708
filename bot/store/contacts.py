"""How to reach the person of a conversation. Given by choice, encrypted, erased on request."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Column, ForeignKey, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.conversations import takes_content
from bot.store.schema import metadata

contacts = Table(
    "contacts",
    metadata,
    Column("conversation_id", String(128), ForeignKey("conversations.id"), primary_key=True),
    Column("saved_at", UtcTime, nullable=False),
    Column("name", EncryptedText("contacts.name"), nullable=False),
    Column("reach", EncryptedText("contacts.reach"), nullable=False),
)


@dataclass(frozen=True)
class Contact:
    """A name and a phone number or address. Neither shows when it is printed."""

    name: str = field(repr=False)
    reach: str = field(repr=False)


def save_contact(
    session: Session, conversation_id: str, name: str, reach: str, clock: Clock = utc_now
) -> None:
    """Store the contact in place of the one before. An erased conversation keeps none.

    Raises:
        UnknownConversation: the id was never issued.
    """
    if takes_content(session, conversation_id):
        session.execute(delete(contacts).where(contacts.c.conversation_id == conversation_id))
        row = {
            "conversation_id": conversation_id,
            "saved_at": clock(),
            "name": name,
            "reach": reach,
        }
        session.execute(insert(contacts).values(row))


def load_contact(session: Session, conversation_id: str) -> Contact | None:
    """The contact as it was last saved, or None.

    Raises:
        WrongKey: it was written with another key.
    """
    query = select(contacts.c.name, contacts.c.reach)
    row = session.execute(query.where(contacts.c.conversation_id == conversation_id)).one_or_none()
    return None if row is None else Contact(name=row.name, reach=row.reach)
