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
    """The page and its style sheet."""
    safe = {key: html.escape(value) for key, value in demo_page_values(front).items()}
    filled = string.Template((FOLDER / "demo.html").read_text(encoding="utf-8")).substitute(safe)
    index = StaticFile("demo.html", filled.encode(), cache_seconds=0)
    style = StaticFile("demo.css", (FOLDER / "demo.css").read_bytes())
    blueprint = Blueprint("demo")

    @blueprint.get("/", name="page")
    async def page(request: Request) -> HTTPResponse:
        return index.answer(request)

    @blueprint.get("/demo.css", name="style")
    async def sheet(request: Request) -> HTTPResponse:
        return style.answer(request)

    return blueprint
