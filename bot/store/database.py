"""One database with its key: sessions that commit or roll back, and named errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.settings import settings
from bot.store.columns import bind_cipher
from bot.store.encryption import Cipher
from bot.store.engine import READ_ONLY, build_engine
from bot.store.errors import StoreUnavailable


class Database:
    """The way to the store. One a process; safe to use from several threads.

    `key` writes and reads; `retired_keys` only read what was written before a change of key.
    """

    def __init__(self, url: str, key: str, retired_keys: Sequence[str] = ()) -> None:
        cipher = Cipher(key, retired_keys)
        self._engine: Engine = build_engine(url)
        bind_cipher(self._engine, cipher)
        self._reader: Engine = self._engine.execution_options(**{READ_ONLY: True})

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back when its body raises.

        On SQLite it holds the one write lock from its first statement: keep it short, await nothing
        inside it, and open no second one inside it.

        Raises:
            StoreUnavailable: the database refused, timed out or is gone.
        """
        with _session(self._engine) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment and waits for no writer. It must not write.

        Raises:
            StoreUnavailable: the database refused, timed out or is gone.
        """
        with _session(self._reader) as session:
            yield session

    def ping(self) -> None:
        """Ask the database something.

        Raises:
            StoreUnavailable: it gave no answer.
        """
        with self.reading() as session:
            session.execute(text("SELECT 1")).scalar_one()

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()


@lru_cache(maxsize=1)
def database() -> Database:
    """The database of this process, from its settings.

    Raises:
        SettingsError: a setting is missing or malformed.
        StoreUnavailable: the address is not usable.
    """
    return Database(settings().database_url, settings().key)


@contextmanager
def _session(engine: Engine) -> Iterator[Session]:
    session = Session(engine, future=True)
    try:
        yield session
        session.commit()
    except SQLAlchemyError as error:
        raise StoreUnavailable(
            f"The database did not answer ({type(error).__name__}). Check SIGNPOST_DATABASE_URL, "
            "that the database runs, and that python -m bot.store.migrate was run."
        ) from error
    finally:
        # Closing rolls back whatever was not committed.
        session.close()
