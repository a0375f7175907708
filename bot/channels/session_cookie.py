"""The session token of a page without script: in a cookie that no script and no other site can use."""

from sanic.request import Request
from sanic.response import HTTPResponse

NAME = "signpost_talk"
PATH = "/talk"


def token_in(request: Request) -> str:
    """The token the browser sent; empty when there is none."""
    return str(request.cookies.get(NAME) or "")


def keep_token(response: HTTPResponse, request: Request, token: str) -> None:
    """Have the browser keep the token until it is closed."""
    response.cookies[NAME] = token
    _restrict(response, request)


def drop_token(response: HTTPResponse, request: Request) -> None:
    """Have the browser forget the token."""
    response.cookies[NAME] = ""
    response.cookies[NAME]["max-age"] = 0
    _restrict(response, request)


def _restrict(response: HTTPResponse, request: Request) -> None:
    cookie = response.cookies[NAME]
    cookie["path"] = PATH
    cookie["httponly"] = True
    cookie["samesite"] = "Strict"
    # A proxy in front may speak https to the browser and http to us.
    forwarded = request.headers.get("x-forwarded-proto", "")
    if "https" in (request.scheme, forwarded.strip().lower()):
        cookie["secure"] = True
