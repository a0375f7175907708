"""`/talk/continue`: a conversation begun by text message goes on here, with a code that works once.

The code is behind the # of the address, which no browser sends: it is in no request line, referrer or log,
and a preview that fetches the page uses nothing up. With script a button posts it; without, it is typed in.
"""

from __future__ import annotations

import logging
import string
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.channels.api_error import ApiError
from bot.channels.posted_form import FORM
from bot.channels.request_body import checked_code
from bot.channels.same_site import is_from_elsewhere
from bot.channels.session_cookie import keep_token
from bot.channels.web import Web
from bot.server.front import Front
from bot.server.markup import NOTHING, element, together
from bot.server.security_headers import content_security_policy
from bot.server.static_files import StaticFile

log = logging.getLogger(__name__)
ADDRESS = "/talk/continue"
TALK = "/talk"
PAGES = Path(__file__).parent / "pages"
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": content_security_policy(form_action="'self'"),
    "referrer-policy": "same-origin",
}
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class ContinuePage:
    """The page, its script and its form. `web` has the codes, tokens and rates."""

    def __init__(self, web: Web, front: Front) -> None:
        self._web = web
        self._front = front
        self._template = string.Template((PAGES / "continue.html").read_text(encoding="utf-8"))

    def blueprint(self) -> Blueprint:
        """The routes."""
        page = Blueprint("continue")
        script = StaticFile("continue.js", (PAGES / "continue.js").read_bytes())

        @page.get(f"{TALK}/continue.js", name="script")
        async def module(request: Request) -> HTTPResponse:
            return script.answer(request)

        page.add_route(self._safely(self._show), ADDRESS, methods=["GET"], name="page")
        page.add_route(self._safely(self._use), ADDRESS, methods=["POST"], name="form")
        return page

    def _safely(self, method: Handler) -> Handler:
        async def handle(request: Request) -> HTTPResponse:
            try:
                return await method(request)
            except ApiError as error:
                return self._refused(error)
            except Exception as error:  # noqa: BLE001 whatever broke, the page with the emergency number comes
                log.error("the page to continue failed: %s", type(error).__name__)
                return self._refused(ApiError("unavailable"))

        return handle

    async def _show(self, request: Request) -> HTTPResponse:
        self._web.gate.calls(request)
        return self._page()

    async def _use(self, request: Request) -> HTTPResponse:
        self._web.gate.opens(request)
        if is_from_elsewhere(request):
            return self._page(self._front.say("utter_talk_from_elsewhere"), status=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise ApiError("malformed")
        token = await self._web.token_for(checked_code(str(request.form.get("code", ""))))
        response = redirect(TALK, status=303, headers=dict(HEADERS))
        keep_token(response, request, token.value)
        return response

    def _refused(self, error: ApiError) -> HTTPResponse:
        response = self._page(self._front.say(f"utter_error_{error.code}"), status=error.status)
        if error.retry_after is not None:
            response.headers["retry-after"] = str(error.retry_after)
        return response

    def _page(self, notice: str = "", status: int = 200) -> HTTPResponse:
        say = self._front.say
        form = element(
            "form",
            element("p", element("label", say("utter_talk_continue_code"), for_="code"), _code_field()),
            element("p", element("button", say("utter_widget_continue"))),
            method="post",
            action=ADDRESS,
            data_failed=say("utter_error_unavailable"),
        )
        alert = element("div", element("p", notice) if notice else NOTHING, role="alert", id="notice")
        filled = {
            "lang": together([self._front.lang]),
            "title": together([say("utter_talk_continue_title")]),
            "clinic": together([self._front.clinic.name]),
            "emergency": together([say("utter_widget_emergency")]),
            "emergency_tel": together([self._front.emergency_tel]),
            "about": together([say("utter_talk_continue_about")]),
            "shared": together([say("utter_talk_continue_shared")]),
            "content": together([alert, form]),
        }
        return html(self._template.substitute(filled), status=status, headers=dict(HEADERS))


def _code_field() -> str:
    return element(
        "input", type="text", name="code", id="code", autocomplete="one-time-code", autocapitalize="characters",
        spellcheck="false", maxlength="40", required=True,
    )  # fmt: skip
