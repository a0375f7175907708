"""Insert a row that may be there already: the first one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_once(session: Session, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether the row was new. One that breaks a unique constraint is left out without an error."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(dict(row)).on_conflict_do_nothing()
    return bool(session.execute(statement).rowcount)
