"""Messages of a conversation, in the order people saw them, each one a chat-API message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedJSON, UtcTime
from bot.store.conversations import conversations
from bot.store.schema import metadata

MESSAGE_ID = re.compile(r"[A-Za-z0-9:_.-]{1,64}")

messages = Table(
    "messages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("turn_number", Integer, ForeignKey("turns.number"), index=True),
    Column("message_id", String(64), nullable=False),
    Column("author", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("body", EncryptedJSON("messages.body"), nullable=False),
    UniqueConstraint("conversation_id", "seq"),
)


def add_messages(
    session: Session,
    conversation_id: str,
    added: Sequence[Mapping[str, Any]],
    now: datetime,
    turn_number: int | None = None,
) -> None:
    """Append messages. One without `id` or `at` gets the next number and `now`.

    The caller holds the conversation (`takes_content`), so numbers have no gaps or doubles.
    """
    of_conversation = conversations.c.id == conversation_id
    count = session.execute(select(conversations.c.message_count).where(of_conversation)).scalar_one()
    for seq, message in enumerate(added, start=count + 1):
        # Zero-padded, so that ids compare as text in the order of time.
        body = {
            **message,
            "id": message.get("id") or f"{seq:08d}",
            "at": message.get("at") or iso_time(now),
        }
        session.execute(
            insert(messages).values(
                conversation_id=conversation_id,
                seq=seq,
                turn_number=turn_number,
                message_id=str(body["id"]),
                author=str(body.get("from", "bot")),
                at=now,
                body=body,
            )
        )
    session.execute(update(conversations).where(of_conversation).values(message_count=count + len(added)))


def read_messages(session: Session, conversation_id: str, after: str | None = None) -> list[dict[str, Any]]:
    """The messages after the one with the id `after`; all of them when that id is not known.

    Raises:
        WrongKey: they were written with another key.
    """
    query = select(messages.c.body).where(messages.c.conversation_id == conversation_id)
    # A client may send any text as the id; PostgreSQL's driver refuses some of it.
    if after is not None and MESSAGE_ID.fullmatch(after):
        seen = select(messages.c.seq).where(
            messages.c.conversation_id == conversation_id, messages.c.message_id == after
        )
        last_seen = session.execute(seen.order_by(messages.c.seq.desc()).limit(1)).scalar_one_or_none()
        query = query.where(messages.c.seq > (last_seen or 0))
    return list(session.execute(query.order_by(messages.c.seq)).scalars())


def iso_time(moment: datetime) -> str:
    """A moment as the chat API writes it, such as 2026-11-21T19:00:00Z."""
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
