"""Encryption at rest: AES-256-GCM, with the id of the key in front of every value.

A value reads `v1.<key id>.<nonce and ciphertext, base64>`. The key id makes a wrong key a plain
message rather than a riddle, and lets a later key read what an earlier one wrote.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.errors import DamagedRecord, MalformedInput, WrongKey

NONCE_BYTES = 12
STORED = re.compile(r"v1\.(?P<key_id>[0-9a-f]{8})\.(?P<body>[A-Za-z0-9_=-]+)")


class Cipher:
    """Encrypts with one key and decrypts with it or with the retired ones."""

    def __init__(self, key: str, retired_keys: Sequence[str] = ()) -> None:
        """Take keys of 32 bytes in urlsafe base64.

        Raises:
            MalformedInput: a key has another form.
        """
        self._key_id, writer = _derive(key)
        self._ciphers = {self._key_id: writer, **dict(_derive(old) for old in retired_keys)}

    def __repr__(self) -> str:
        return f"Cipher(key_id={self._key_id!r})"

    def encrypt(self, text: str, purpose: str) -> str:
        """The stored form of `text`. It decrypts only for its `purpose`: a table and column."""
        nonce = os.urandom(NONCE_BYTES)
        # Text from JSON may hold a lone surrogate; refusing it would lose what a person said.
        plain = text.encode("utf-8", "surrogatepass")
        sealed = self._ciphers[self._key_id].encrypt(nonce, plain, purpose.encode())
        return f"v1.{self._key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored: str, purpose: str) -> str:
        """What `encrypt` was given.

        Raises:
            WrongKey: none of the keys at hand wrote it.
            DamagedRecord: it is not as it was written.
        """
        parts = STORED.fullmatch(stored)
        if parts is None:
            raise DamagedRecord(f"A value in {purpose} is not in encrypted form. Restore it from a backup.")
        cipher = self._ciphers.get(parts["key_id"])
        if cipher is None:
            raise WrongKey(
                f"A value in {purpose} was written with the key {parts['key_id']}, but "
                f"SIGNPOST_KEY is the key {self._key_id}. Set it to the key this database was made with."
            )
        try:
            sealed = base64.b64decode(parts["body"], altchars=b"-_", validate=True)
            plain = cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise DamagedRecord(
                f"A value in {purpose} was changed after it was written. Restore it from a backup."
            ) from error
        return plain.decode("utf-8", "surrogatepass")


def _derive(key: str) -> tuple[str, AESGCM]:
    try:
        raw = base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raw = b""
    if len(raw) != 32:
        raise MalformedInput("A store key is 32 bytes in urlsafe base64. Take it from SIGNPOST_KEY.")
    # One secret serves several purposes; each derives its own key from it.
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"signpost store v1").derive(raw)
    return hashlib.sha256(derived).hexdigest()[:8], AESGCM(derived)
