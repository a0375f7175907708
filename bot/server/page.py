"""The plain page: a few small files, read once, with the clinic's numbers filled in."""

import html
import re
import string
from collections.abc import Mapping
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

FOLDER = Path(__file__).parent.parent / "channels" / "widget"
# Any mobile phone connects this one to the emergency service of the country it is in.
MOBILE_EMERGENCY = "112"
FILES = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
}


def emergency_tel(emergency_number: str) -> str:
    """The number a link can dial: the first one named, such as 112 of "112 or 999"."""
    named = re.search(r"[0-9]{2,}", emergency_number)
    return named[0] if named else MOBILE_EMERGENCY


def page(values: Mapping[str, str]) -> Blueprint:
    """`/` and `/widget/<file>`. Only the listed files exist; no path is ever looked up on disk."""
    bodies = {name: (FOLDER / name).read_bytes() for name in FILES}
    safe = {key: html.escape(value) for key, value in values.items()}
    index = string.Template(bodies["index.html"].decode()).substitute(safe)
    bodies["index.html"] = index.encode()
    blueprint = Blueprint("page")

    def answer(name: str) -> HTTPResponse:
        return raw(bodies[name], content_type=FILES[name], headers={"cache-control": "no-cache"})

    @blueprint.get("/")
    async def home(request: Request) -> HTTPResponse:
        return answer("index.html")

    for name in FILES:

        async def part(request: Request, name: str = name) -> HTTPResponse:
            return answer(name)

        blueprint.add_route(part, f"/widget/{name}", methods=["GET"], name=name.replace(".", "_"))
    return blueprint
