"""Responses of the chat API: JSON, never cached, errors with words a person can use."""

import logging
from collections.abc import Mapping
from typing import Any

from sanic.exceptions import MethodNotSupported, NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.api_error import STATUS_OF, ApiError

log = logging.getLogger(__name__)
# A client that is refused these may be a person in danger who is trying to say so.
CARRY_EMERGENCY_LINE = frozenset(
    {
        "too_large",
        "too_many",
        "unavailable",
        "turn_in_progress",
        "no_conversation",
        "bad_token",
        "bad_code",
        "not_an_option",
    }
)
HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Replies:
    """Makes the responses. `words` has every `utter_error_<code>`, filled in before anybody needs it."""

    def __init__(self, words: Mapping[str, str], emergency_line: str) -> None:
        self.say(words, emergency_line)

    def say(self, words: Mapping[str, str], emergency_line: str) -> None:
        """Use these words from now on, as for a clinic whose country has changed."""
        missing = STATUS_OF.keys() - words.keys()
        if missing:
            raise ValueError(f"No words for the errors {sorted(missing)}. Add utter_error_<code>.")
        self._words = dict(words)
        self._emergency_line = emergency_line

    def ok(self, body: Mapping[str, Any], status: int = 200) -> HTTPResponse:
        """An answer."""
        return json(body, status=status, headers=HEADERS)

    def error(self, error: ApiError, extra: Mapping[str, Any] | None = None) -> HTTPResponse:
        """An error; `extra` fields stand beside it."""
        message = self._words[error.code]
        if error.code in CARRY_EMERGENCY_LINE:
            message = f"{self._emergency_line} {message}"
        retry = {} if error.retry_after is None else {"retry-after": str(error.retry_after)}
        challenge = {"www-authenticate": "Bearer"} if error.status == 401 else {}
        body = {**(extra or {}), "error": {"code": error.code, "message": message}}
        return json(body, status=error.status, headers={**HEADERS, **retry, **challenge})

    def failure(self, request: Request | None, error: Exception) -> HTTPResponse:
        """Whatever was raised, as an error of the API; never a stack trace."""
        if isinstance(error, ApiError):
            return self.error(error)
        if isinstance(error, PayloadTooLarge):
            return self.error(ApiError("too_large"))
        if isinstance(error, NotFound):
            return self.error(ApiError("not_found"))
        if isinstance(error, MethodNotSupported):
            return self.error(ApiError("not_allowed"))
        if isinstance(error, SanicException) and error.status_code < 500:
            return self.error(ApiError("malformed"))
        log.error("a request failed: %s", type(error).__name__)
        return self.error(ApiError("unavailable"))
