"""Connections: a careful SQLite by default, PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from bot.store.errors import StoreUnavailable

WAIT_SECONDS = 5
"""The longest wait for a lock, a connection or a statement: well inside the deadline of a turn."""

READ_ONLY = "signpost_read_only"
"""The execution option of a connection that will not write."""

# Statements run one at a time in a turn; more connections would only sit idle.
POOL = {"poolclass": QueuePool, "pool_size": 2, "max_overflow": 2, "pool_timeout": WAIT_SECONDS}


def build_engine(url: str) -> Engine:
    """An engine for an SQLite file or a PostgreSQL database. It connects on first use.

    Raises:
        StoreUnavailable: the address is neither of the two.
    """
    address = _address(url)
    # Errors of the driver quote the statement's values unless told not to.
    options: dict[str, Any] = {"future": True, "hide_parameters": True, **POOL}
    if address.get_backend_name() == "postgresql":
        limits = f"-c statement_timeout={WAIT_SECONDS * 1000}"
        connect = {"connect_timeout": WAIT_SECONDS, "options": limits}
        return create_engine(address, pool_pre_ping=True, connect_args=connect, **options)
    prepare_file(Path(address.database))
    engine = create_engine(address, connect_args={"check_same_thread": False}, **options)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def prepare_file(path: Path) -> None:
    """Create the database file readable by its owner alone, with its folder if that is missing.

    Raises:
        StoreUnavailable: the file cannot be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.chmod(0o600)
    except OSError as error:
        raise StoreUnavailable(
            f"The database file cannot be made ({type(error).__name__}). "
            "Let this user write the folder that SIGNPOST_DATABASE_URL names."
        ) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        address = make_url("unknown://")
    kind = address.get_backend_name()
    in_file = address.database not in (None, "", ":memory:") and not address.query
    if kind == "postgresql" or (kind == "sqlite" and in_file):
        return address
    # The address may carry a password, so it is not repeated here.
    raise StoreUnavailable(
        "The database address is not usable. Set SIGNPOST_DATABASE_URL to "
        "sqlite:///path/to/file.db or to postgresql://user:password@host/name."
    )


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for a check followed by a write; we begin ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is erased is overwritten, not only unlinked.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
