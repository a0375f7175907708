"""The clinical content this process decides with, to read: version, danger signs, rules, each with its source."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.triage.content import load_content


async def show_content(request: Request) -> Response:
    """`GET /content`."""
    content = await in_thread(load_content)
    flags = sorted(content.flags.values(), key=lambda flag: (flag.tier, flag.id))
    return page(request, "content.html", content=content, flags=flags)
