"""The plain page: a few small files, read once, with its words and the clinic's numbers filled in."""

import html
import re
import string
from collections.abc import Mapping
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.triage.locales import Locale
from bot.wording import Wording

FOLDER = Path(__file__).parent.parent / "channels" / "widget"
# Any mobile phone connects this one to the emergency service of the country it is in.
MOBILE_EMERGENCY = "112"
FILES = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
}
# A placeholder of the template that starts like this is a response's id.
ON_THE_PAGE = ("utter_page_", "utter_option_")
# Known only when a question is asked: the script fills these, so they go through as they are.
FILLED_BY_SCRIPT = {"asked": "{asked}", "at_most": "{at_most}"}


def emergency_tel(emergency_number: str) -> str:
    """The number a link can dial: the first one named, such as 112 of "112 or 999"."""
    named = re.search(r"[0-9]{2,}", emergency_number)
    return named[0] if named else MOBILE_EMERGENCY


def page_values(words: Wording, locale: Locale, lang: str, clinic_name: str, person: str) -> dict[str, str]:
    """What fills the template, not yet escaped: every word, under its response id, and what links need.

    `lang` is a language tag, `person` says how to reach one. Raises MissingParameter for a word with a
    blank that nobody fills.
    """
    params = {
        "clinic_name": clinic_name,
        "emergency_number": locale.emergency_number,
        "crisis_text": locale.crisis_text,
        "person": person,
        **FILLED_BY_SCRIPT,
    }
    said = {name: words.text(name, **params) for name in words.ids() if name.startswith(ON_THE_PAGE)}
    return {**said, "lang": lang, "emergency_tel": emergency_tel(locale.emergency_number)}


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
