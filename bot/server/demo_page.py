"""`/`: a made-up clinic's page with the chat on it, to try it out."""

from __future__ import annotations

import html
import string
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.server.front import Front
from bot.server.static_files import StaticFile

FOLDER = Path(__file__).parent / "pages"


def demo_page_values(front: Front) -> dict[str, str]:
    """What fills demo.html, not yet escaped."""
    from_widget = {name: front.say(name) for name in ("utter_widget_open", "utter_widget_emergency")}
    said = {**front.said("utter_demo_"), **from_widget}
    return {**said, "lang": front.lang, "emergency_tel": front.emergency_tel}


def demo_page(front: Front) -> Blueprint:
    """The page, its style sheet and the icon of every page."""
    index = front.kept(_index)
    parts = [StaticFile(name, (FOLDER / name).read_bytes()) for name in ("demo.css", "icon.svg")]
    blueprint = Blueprint("demo")

    @blueprint.get("/", name="page")
    async def page(request: Request) -> HTTPResponse:
        return index().answer(request)

    for file in parts:

        async def part(request: Request, file: StaticFile = file) -> HTTPResponse:
            return file.answer(request)

        blueprint.add_route(part, f"/{file.name}", methods=["GET"], name=file.name.replace(".", "_"))
    return blueprint


def _index(front: Front) -> StaticFile:
    safe = {key: html.escape(value) for key, value in demo_page_values(front).items()}
    filled = string.Template((FOLDER / "demo.html").read_text(encoding="utf-8")).substitute(safe)
    return StaticFile("demo.html", filled.encode(), cache_seconds=0)
