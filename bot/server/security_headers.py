"""The headers every answer carries unless it says otherwise."""


def content_security_policy(form_action: str = "'none'") -> str:
    """Everything from this server, nothing inline, never in a frame; forms only where named."""
    return (
        f"default-src 'self'; object-src 'none'; base-uri 'none'; form-action {form_action}; "
        "frame-ancestors 'none'"
    )


SECURITY_HEADERS = {
    "content-security-policy": content_security_policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
