"""Encryption at rest: AES-256-GCM, with the id of the key in front of every value.

A value reads `v1.<key id>.<nonce and ciphertext, base64>`. The key id makes a wrong key a plain
message rather than a riddle, and lets a later key read what an earlier one wrote.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
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
        self._mac_keys = [_hkdf(_raw(each), b"signpost mac v1") for each in (key, *retired_keys)]

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

    def mac(self, parts: Sequence[str], purpose: str) -> str:
        """A code over `parts` that nobody can make without the key: HMAC-SHA256, 64 hex digits."""
        return _mac(self._mac_keys[0], parts, purpose)

    def is_mac(self, code: str, parts: Sequence[str], purpose: str) -> bool:
        """Whether `mac` gave this code for these parts, with any of the keys at hand."""
        made = [_mac(key, parts, purpose) for key in self._mac_keys]
        return any(hmac.compare_digest(each, code) for each in made)


def _mac(key: bytes, parts: Sequence[str], purpose: str) -> str:
    # The length of each part in front of it: no two lists of parts read the same.
    spelled = [part.encode("utf-8", "surrogatepass") for part in (purpose, *parts)]
    message = b"".join(len(part).to_bytes(8, "big") + part for part in spelled)
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _derive(key: str) -> tuple[str, AESGCM]:
    # One secret serves several purposes; each derives its own key from it.
    derived = _hkdf(_raw(key), b"signpost store v1")
    return hashlib.sha256(derived).hexdigest()[:8], AESGCM(derived)


def _hkdf(raw: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(raw)


def _raw(key: str) -> bytes:
    try:
        raw = base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raw = b""
    if len(raw) != 32:
        raise MalformedInput("A store key is 32 bytes in urlsafe base64. Take it from SIGNPOST_KEY.")
    return raw
