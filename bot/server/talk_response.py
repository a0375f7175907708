"""What every page of `/talk` is sent with."""

from sanic.response import HTTPResponse, html, redirect

from bot.channels.api_error import ApiError
from bot.server.security_headers import content_security_policy
from bot.server.talk_question import ADDRESS

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": content_security_policy(form_action="'self'"),
    # With no-referrer a browser would not say that a form came from this very page.
    "referrer-policy": "same-origin",
}


def page_of(shown: str, status: int = 200) -> HTTPResponse:
    """The page with this HTML."""
    return html(shown, status=status, headers=dict(HEADERS))


def refused(error: ApiError, shown: str) -> HTTPResponse:
    """The page that says why something was not done."""
    response = page_of(shown, status=error.status)
    if error.retry_after is not None:
        response.headers["retry-after"] = str(error.retry_after)
    return response


def see_other() -> HTTPResponse:
    """Back to the page, by a request that can be repeated."""
    return redirect(ADDRESS, status=303, headers=dict(HEADERS))
