"""Which other sites' pages may talk to the chat API: exactly the listed ones."""

from collections.abc import Collection

ALLOWED_HEADERS = "authorization, content-type, last-event-id"
ALLOWED_METHODS = "GET, POST, DELETE"
PREFLIGHT_SECONDS = 600


def cors_headers(origin: str | None, allowed: Collection[str], preflight: bool) -> dict[str, str]:
    """The headers for a request from that origin. No cookies are used, so none are allowed."""
    headers = {"vary": "Origin"}
    if origin is None or origin not in allowed:
        return headers
    headers["access-control-allow-origin"] = origin
    if preflight:
        headers["access-control-allow-methods"] = ALLOWED_METHODS
        headers["access-control-allow-headers"] = ALLOWED_HEADERS
        headers["access-control-max-age"] = str(PREFLIGHT_SECONDS)
    else:
        headers["access-control-expose-headers"] = "retry-after"
    return headers
