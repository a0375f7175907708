"""`/widget/...`: the modules and style sheet a clinic's page loads, and the words.

Only the files of the folder as it was at the start exist; no path is ever looked up on disk.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.cors import cors_headers
from bot.server.front import Front
from bot.server.static_files import StaticFile
from bot.server.widget_words import words_before_opening, words_on_open

FOLDER = Path(__file__).parent.parent / "channels" / "widget"
# Where widget.js takes the words it needs before anything is opened.
SLOT = b"/* words */"
ONLY_EXPLAINS = re.compile(r"//.*|/\*.*\*/")
# Another site may load these. Whether its scripts may read them, the exact allow-list says.
FROM_ELSEWHERE = {"cross-origin-resource-policy": "cross-origin"}


class NoPlaceForWords(ValueError):
    """widget.js lost its slot."""


def widget_sources() -> dict[str, bytes]:
    """The modules and the style sheet by name, as they are sent: without indentation, and without the lines that
    only explain."""
    return {
        path.name: _lean(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.*"))
        if path.suffix in (".js", ".css")
    }


def widget_bodies(front: Front) -> dict[str, bytes]:
    """Every file of `/widget/`, as sent. Raises NoPlaceForWords."""
    bodies = widget_sources()
    if bodies["widget.js"].count(SLOT) != 1:
        raise NoPlaceForWords(f"widget.js must hold {SLOT.decode()} exactly once.")
    bodies["widget.js"] = bodies["widget.js"].replace(SLOT, _json(words_before_opening(front)))
    return {**bodies, "words.json": _json(words_on_open(front))}


def widget_files(front: Front) -> Blueprint:
    """The routes."""
    blueprint = Blueprint("widget")
    files = front.kept(_files)
    for name in files():

        async def part(request: Request, name: str = name) -> HTTPResponse:
            origin = request.headers.get("origin")
            return files()[name].answer(request, cors_headers(origin, front.allowed_origins, preflight=False))

        blueprint.add_route(part, f"/widget/{name}", methods=["GET", "HEAD"], name=name.replace(".", "_"))
    return blueprint


def _files(front: Front) -> dict[str, StaticFile]:
    return {
        name: StaticFile(name, body, headers=FROM_ELSEWHERE) for name, body in widget_bodies(front).items()
    }


def _lean(source: str) -> bytes:
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not ONLY_EXPLAINS.fullmatch(line)).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
