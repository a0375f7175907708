"""The session token: proof that this server issued this conversation to this client."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LIFETIME_SECONDS = 24 * 60 * 60
LONGEST_TOKEN = 512
VERSION = "v1"


class InvalidToken(Exception):
    """Not a token of ours, not for this channel, or expired."""


@dataclass(frozen=True)
class IssuedToken:
    """A token and when it stops working, in seconds since 1970."""

    value: str
    expires_at: int


class SessionTokens:
    """Issues and checks the tokens of one channel.

    A token is signed with HMAC-SHA256 under a key of its own, derived from the server's. Nothing in
    it is secret from its holder; nothing in it can be changed.
    """

    def __init__(
        self,
        server_key: bytes,
        channel: str,
        lifetime: int = LIFETIME_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        purpose = f"signpost session token {VERSION} {channel}".encode()
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(server_key)
        self._channel = channel
        self._lifetime = lifetime
        self._clock = clock

    def issue(self, conversation_id: str) -> IssuedToken:
        """A token for a conversation this server has just opened."""
        expires_at = int(self._clock()) + self._lifetime
        content = {"channel": self._channel, "conversation": conversation_id, "expires": expires_at}
        body = f"{VERSION}.{_encode(json.dumps(content, separators=(',', ':')).encode())}"
        return IssuedToken(f"{body}.{_encode(self._sign(body))}", expires_at)

    def conversation(self, token: str) -> str:
        """The conversation the token was issued for. Raises InvalidToken."""
        body, dot, signature = token[: LONGEST_TOKEN + 1].rpartition(".")
        # The signature is checked first, so nothing a client wrote is ever parsed.
        if not dot or len(token) > LONGEST_TOKEN or not self._is_signature(body, signature):
            raise InvalidToken
        content = json.loads(_decode(body.partition(".")[2]))
        if content["channel"] != self._channel or content["expires"] <= self._clock():
            raise InvalidToken
        return str(content["conversation"])

    def _sign(self, body: str) -> bytes:
        return hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).digest()

    def _is_signature(self, body: str, signature: str) -> bool:
        expected = _encode(self._sign(body)).encode()
        return hmac.compare_digest(expected, signature.encode("utf-8", "replace"))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
