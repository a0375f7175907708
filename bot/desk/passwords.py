"""Passwords: Argon2id hashes, what a new one must be, and one-time ones to begin with."""

from __future__ import annotations

import secrets
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12
MOST = 200
GROUPS = 4
GROUP_LENGTH = 4
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is misread on paper: 16 of these are 79 bits."""

Fault = Literal["too_short", "too_long", "too_simple", "is_login", "differs", "same"]

# 64 MiB and three passes each, the library's choice after RFC 9106.
_HASHER = PasswordHasher()
# Two at once: many sign-ins at the same time wait instead of filling the memory.
_AT_ONCE = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The Argon2id hash to keep."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. Without a hash it takes as long, and is not."""
    if len(password) > MOST:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(password_hash or _hash_of_nobody(), password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def one_time_password() -> str:
    """A password to begin with, easy to read out, such as `kx3m-9dbt-w4ge-7hqa`."""
    groups = ("".join(secrets.choice(CLEAR) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def fault_of(password: str, repeated: str, login: str) -> Fault | None:
    """What keeps a new password from being taken; None when it may be."""
    if password != repeated:
        return "differs"
    if len(password) < LEAST:
        return "too_short"
    if len(password) > MOST:
        return "too_long"
    if login in password.lower():
        return "is_login"
    return "too_simple" if len(set(password)) < LEAST // 2 else None


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe())
