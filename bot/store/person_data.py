"""All that is kept about one conversation: to hand out on request, and to show that nothing is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from bot.store import all_tables  # noqa: F401 the schema knows a table once its module is imported
from bot.store.conversations import TABLES_OF_CONTENT, WORDS, conversation_exists
from bot.store.schema import metadata


def data_of(session: Session, conversation_id: str) -> dict[str, list[dict[str, Any]]] | None:
    """Every row about a conversation, decrypted, by its table; None when the id was never issued.

    It asks the schema which tables there are, so that a new one is not forgotten.

    Raises:
        WrongKey: something was written with another key.
    """
    if not conversation_exists(session, conversation_id):
        return None
    return {name: _rows(session, table, conversation_id) for name, table in _tables().items()}


def content_left(session: Session, conversation_id: str) -> dict[str, int]:
    """How many rows hold something a person or staff wrote, by table; all 0 once it was erased."""
    counts = {name: _count(session, name, conversation_id) for name in TABLES_OF_CONTENT}
    return counts | {name: _count(session, name, conversation_id, words) for name, words in WORDS}


def _tables() -> dict[str, Table]:
    about = {name: table for name, table in metadata.tables.items() if "conversation_id" in table.c}
    return {"conversations": metadata.tables["conversations"], **dict(sorted(about.items()))}


def _rows(session: Session, table: Table, conversation_id: str) -> list[dict[str, Any]]:
    column = table.c.id if table.name == "conversations" else table.c.conversation_id
    found = session.execute(select(table).where(column == conversation_id).order_by(*table.primary_key))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _count(session: Session, name: str, conversation_id: str, words: str | None = None) -> int:
    table = metadata.tables[name]
    query = select(func.count()).select_from(table).where(table.c.conversation_id == conversation_id)
    if words is not None:
        query = query.where(table.c[words].is_not(None))
    return int(session.execute(query).scalar_one())
