"""A request that cannot be answered, as the chat API says it."""

STATUS_OF = {
    "malformed": 400,
    "bad_token": 401,
    "no_conversation": 404,
    "not_found": 404,
    "not_allowed": 405,
    "turn_in_progress": 409,
    "too_large": 413,
    "not_json": 415,
    "bad_change": 422,
    "bad_code": 422,
    "empty_text": 422,
    "not_an_option": 422,
    "too_many": 429,
    "unavailable": 503,
}
# The conversation a request is about is not there: never was, timed out, or was erased.
LOST = frozenset({"bad_token", "no_conversation"})
RETRY_SECONDS = {"turn_in_progress": 1, "too_many": 1, "unavailable": 5}


class ApiError(Exception):
    """One of the codes above. Its words are `utter_error_<code>` in the responses."""

    def __init__(self, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS_OF[code]
        seconds = RETRY_SECONDS.get(code) if retry_after is None else retry_after
        self.retry_after: int | None = None if seconds is None else max(1, round(seconds + 0.5))
