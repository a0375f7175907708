"""Small files read once at the start and served from memory, with a tag that says whether they changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sanic.request import Request
from sanic.response import HTTPResponse, raw

TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}
# Short, so that a clinic's change of words or number reaches people soon; after it a 304 is all it costs.
FRESH_SECONDS = 300


@dataclass(frozen=True)
class StaticFile:
    """One file, its content type told by its name. `cache_seconds` 0 asks again each time."""

    name: str
    body: bytes
    cache_seconds: int = FRESH_SECONDS
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """As the name's ending says. Raises KeyError for one that is not served."""
        return TYPES[self.name.rpartition(".")[2]]

    @cached_property
    def tag(self) -> str:
        """Changes with the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @cached_property
    def compressed(self) -> bytes:
        """The same bytes, smaller; equal bytes give equal ones."""
        return gzip.compress(self.body, compresslevel=9, mtime=0)

    def answer(self, request: Request, headers: Mapping[str, str] | None = None) -> HTTPResponse:
        """The file, or 304 to a client that has it."""
        fresh = f"public, max-age={self.cache_seconds}" if self.cache_seconds else "no-cache"
        sent = {"etag": self.tag, "cache-control": fresh, **self.headers, **(headers or {})}
        sent["vary"] = ", ".join(filter(None, ("Accept-Encoding", sent.get("vary"))))
        if self.tag in request.headers.get("if-none-match", ""):
            return raw(b"", status=304, headers=sent)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return raw(self.body, content_type=self.content_type, headers=sent)
        return raw(
            self.compressed, content_type=self.content_type, headers={**sent, "content-encoding": "gzip"}
        )
