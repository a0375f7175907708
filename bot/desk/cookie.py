"""The cookie of a session, and the pages one may be sent on to."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

# A path of ours and nothing else: no other host, no query, no step out.
OWN_PATH = re.compile(r"/(?!/)[A-Za-z0-9_./:+@~-]{0,300}")


def with_cookie(request: Request, response: Response, token: str) -> Response:
    """The response, with the cookie of this session."""
    own = request.app.state.own_address
    response.set_cookie(own.cookie_name, token, path="/", httponly=True, secure=own.https, samesite="strict")
    return response


def without_cookie(request: Request, response: Response) -> Response:
    """The response, taking the cookie away."""
    own = request.app.state.own_address
    response.delete_cookie(own.cookie_name, path="/", httponly=True, secure=own.https, samesite="strict")
    return response


def go(where: str) -> Response:
    """On to a page, with GET."""
    return RedirectResponse(where, status_code=303)


def own_path(said: str) -> str:
    """Where somebody wanted to go, when that is a page of ours; else the start."""
    return said if OWN_PATH.fullmatch(said) else "/"
