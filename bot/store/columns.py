"""Column types: encrypted text, encrypted JSON, and times that are always UTC.

The key reaches a column through its engine's dialect, so two databases with two keys can live in
one process.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from bot.store.encryption import Cipher
from bot.store.errors import MalformedInput, StoreUnavailable


def bind_cipher(engine: Engine, cipher: Cipher) -> None:
    """Give the encrypted columns of `engine` their key."""
    engine.dialect.signpost_cipher = cipher


def cipher_of(session: Session) -> Cipher:
    """The key of this session's database. Raises StoreUnavailable when its engine has none."""
    return _cipher(session.get_bind().dialect)


def _cipher(dialect: Dialect) -> Cipher:
    cipher = getattr(dialect, "signpost_cipher", None)
    if not isinstance(cipher, Cipher):
        raise StoreUnavailable("This engine has no key. Open it through bot.store.database.Database.")
    return cipher


class EncryptedText(TypeDecorator):
    """Text that is encrypted before it reaches the driver. `purpose` is its table and column."""

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).encrypt(value, self.purpose)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).decrypt(value, self.purpose)


class EncryptedJSON(TypeDecorator):
    """JSON that is encrypted before it reaches the driver. `purpose` is its table and column."""

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return _cipher(dialect).encrypt(json.dumps(value, separators=(",", ":")), self.purpose)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(_cipher(dialect).decrypt(value, self.purpose))


class UtcTime(TypeDecorator):
    """A moment in UTC. SQLite forgets time zones, so it goes in and comes out with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise MalformedInput("A stored time needs a time zone. Use datetime.now(timezone.utc).")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value if value is None else value.astimezone(timezone.utc)
        return value.replace(tzinfo=timezone.utc)
