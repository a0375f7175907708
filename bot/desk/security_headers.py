"""The headers every answer of the front desk carries."""

from __future__ import annotations

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
YEAR_SECONDS = 31_536_000


def security_headers(https: bool) -> dict[str, str]:
    """Nothing inline, nothing from elsewhere, in no frame, in no cache.

    The referrer policy is same-origin rather than none: with none, a browser hides where a form of ours
    comes from, and the check of its origin would refuse it.
    """
    headers = {
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }
    if https:
        headers["strict-transport-security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
    return headers
