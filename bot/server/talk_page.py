"""`/talk` without script: plain forms on the same turns as the chat API.

Every address is `/talk`: what is done and said travels in the body, so nothing about a person is in a
URL. An answered form leads back by 303, and a turn id that belongs to the waiting question makes a form
that is sent twice count once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.api_error import LOST, ApiError
from bot.channels.messages import stamp
from bot.channels.posted_form import ANSWER, DELETE, START, read_form
from bot.channels.request_body import SessionRequest
from bot.channels.same_site import is_from_elsewhere
from bot.channels.session_cookie import drop_token, keep_token, token_in
from bot.channels.standing import standing_of
from bot.channels.tokens import InvalidToken
from bot.channels.web import Web
from bot.server.front import Front
from bot.server.static_files import StaticFile
from bot.server.talk_answers import TalkAnswers
from bot.server.talk_question import ADDRESS
from bot.server.talk_response import page_of, refused, see_other
from bot.server.talk_view import TalkView

log = logging.getLogger(__name__)
STYLE = Path(__file__).parent / "pages" / "talk.css"
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class TalkPage:
    """Answers the page's requests. `web` has the turns, tokens and rates it shares with the chat API."""

    def __init__(self, web: Web, front: Front) -> None:
        self._web = web
        self._front = front
        self._latest_view = front.kept(TalkView)
        self._answers = TalkAnswers(web, front, self._latest_view)

    @property
    def _view(self) -> TalkView:
        return self._latest_view()

    def blueprint(self) -> Blueprint:
        """The routes."""
        page = Blueprint("talk")
        style = StaticFile("talk.css", STYLE.read_bytes())

        @page.get("/talk.css", name="style")
        async def sheet(request: Request) -> HTTPResponse:
            return style.answer(request)

        page.add_route(self._safely(self._show), ADDRESS, methods=["GET"], name="page")
        page.add_route(self._safely(self._act), ADDRESS, methods=["POST"], name="form")
        return page

    def _safely(self, method: Handler) -> Handler:
        async def handle(request: Request) -> HTTPResponse:
            try:
                return await method(request)
            except ApiError as error:
                if error.code in LOST:
                    return self._lost(request)
                return refused(error, self._view.problem(self._words_for(error)))
            except Exception as error:  # noqa: BLE001 whatever broke, the page with the emergency number comes
                log.error("the plain page failed: %s", type(error).__name__)
                failed = ApiError("unavailable")
                return refused(failed, self._view.problem(self._words_for(failed)))

        return handle

    async def _show(self, request: Request) -> HTTPResponse:
        self._web.gate.calls(request)
        if not token_in(request):
            return page_of(self._view.start())
        standing = await standing_of(self._web.turns, self._conversation(request))
        return page_of(self._view.conversation(standing))

    async def _act(self, request: Request) -> HTTPResponse:
        self._web.gate.calls(request)
        if is_from_elsewhere(request):
            return page_of(self._view.problem(self._view.say("from_elsewhere")), status=403)
        form = read_form(request)
        if form.deed == ANSWER:
            return await self._answers.take(request, self._conversation(request), form)
        if form.deed == DELETE:
            await self._web.turns.erase(self._conversation(request))
            response = page_of(self._view.start(self._view.say("deleted")))
            drop_token(response, request)
            return response
        if form.deed == START and await self._goes_on(request):
            return see_other()
        return await self._open(request)

    async def _open(self, request: Request) -> HTTPResponse:
        self._web.gate.opens(request)
        wishes = SessionRequest(locale=None, consent=None)
        conversation_id, _ = await self._web.turns.open(wishes, self._web.parts.locale())
        response = see_other()
        keep_token(response, request, self._web.parts.tokens.issue(conversation_id).value)
        return response

    async def _goes_on(self, request: Request) -> bool:
        """Whether the browser has a conversation that is still there, as when a page was kept open."""
        try:
            await standing_of(self._web.turns, self._conversation(request))
        except ApiError as error:
            if error.code in LOST:
                return False
            raise
        return True

    def _conversation(self, request: Request) -> str:
        try:
            return self._web.parts.tokens.conversation(token_in(request))
        except InvalidToken:
            raise ApiError("bad_token") from None

    def _lost(self, request: Request) -> HTTPResponse:
        # A turn cannot be run, but whoever tells of an emergency is told what to do.
        said, ticked = str(request.form.get("text", "")), request.form.getlist("option") or []
        urgent = self._web.parts.fail_closed.emergency(said, map(str, ticked)) if request.form else []
        messages = stamp("", "lost", "bot", urgent)
        response = page_of(self._view.start(self._view.say("lost"), messages))
        drop_token(response, request)
        return response

    def _words_for(self, error: ApiError) -> str:
        return self._front.say(f"utter_error_{error.code}")
