"""One-time codes that carry a conversation to the web: made here, kept as keyed digests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.clock import Clock, utc_now
from bot.store.database import Database
from bot.store.sms_links import save_link, use_link

# Without 0 and O, 1, I and L, U and V, S and 5, B and 8, Z and 2.
LETTERS = "ACDEFGHJKMNPQRTWXY34679"
CODE_CHARACTERS = 10
"""45 bits: with the rate limit and half an hour, no code is found by trying."""
LIFETIME = timedelta(minutes=30)
PURPOSE = b"signpost continue code v1"


class StoredLinks:
    """The codes of one server. Each call raises StoreUnavailable when the database is gone."""

    def __init__(self, database: Database, server_key: str, clock: Clock = utc_now) -> None:
        self._database = database
        raw = base64.urlsafe_b64decode(server_key)
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(raw)
        self._clock = clock

    def issue(self, conversation_id: str) -> str:
        """A new code for this conversation."""
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_CHARACTERS))
        with self._database.session() as session:
            save_link(session, self._digest(code), conversation_id, self._clock() + LIFETIME)
        return code

    def use(self, code: str) -> str | None:
        """Use the code up; its conversation, or None. Small letters, spaces and hyphens do not matter."""
        meant = "".join(letter for letter in code.upper() if letter.isalnum())
        if len(meant) != CODE_CHARACTERS:
            return None
        with self._database.session() as session:
            return use_link(session, self._digest(meant), self._clock())

    def _digest(self, code: str) -> str:
        return hmac.new(self._key, code.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
