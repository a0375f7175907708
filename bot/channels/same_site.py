"""Whether a form was sent from our own page."""

from urllib.parse import urlsplit

from sanic.request import Request


def is_from_elsewhere(request: Request) -> bool:
    """Whether another site's page sent this form, as the browser says.

    A browser that says nothing at all is let through: then the cookie, which no other site's page
    can make it send, is what counts.
    """
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
