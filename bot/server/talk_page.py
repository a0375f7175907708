"""`/talk` without script: plain forms on the same turns as the chat API.

Every address is `/talk`: what is done and said travels in the body, so nothing about a person is in a
URL. An answered form leads back by 303, and a turn id that belongs to the waiting question makes a form
that is sent twice count once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, redirect

from bot.channels.api_error import ApiError
from bot.channels.changes import question_of
from bot.channels.choices import labels_of, last_question
from bot.channels.posted_form import ANSWER, DELETE, START, NothingGiven, PostedForm, read_form
from bot.channels.request_body import SessionRequest, TurnRequest
from bot.channels.same_site import is_from_elsewhere
from bot.channels.session_cookie import drop_token, keep_token, token_in
from bot.channels.standing import Standing
from bot.channels.tokens import InvalidToken
from bot.channels.turns import Answer
from bot.channels.web import Web
from bot.server.front import Front
from bot.server.security_headers import content_security_policy
from bot.server.static_files import StaticFile
from bot.server.talk_question import ADDRESS
from bot.server.talk_view import TalkView

log = logging.getLogger(__name__)
STYLE = Path(__file__).parent / "pages" / "talk.css"
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": content_security_policy(form_action="'self'"),
    # With no-referrer a browser would not say that a form came from this very page.
    "referrer-policy": "same-origin",
}
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
LOST = frozenset({"bad_token", "no_conversation"})
# A form sent twice arrives while the first is still being answered; it waits for that answer.
WAIT_SECONDS = 0.25
MOST_WAITS = 80


class TalkPage:
    """Answers the page's requests. `web` has the turns, tokens and rates it shares with the chat API."""

    def __init__(self, web: Web, front: Front) -> None:
        self._web = web
        self._front = front
        self._latest_view = front.kept(TalkView)

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
                return self._refused(error, self._view.problem(self._words_for(error)))
            except Exception as error:  # noqa: BLE001 whatever broke, the page with the emergency number comes
                log.error("the plain page failed: %s", type(error).__name__)
                failed = ApiError("unavailable")
                return self._refused(failed, self._view.problem(self._words_for(failed)))

        return handle

    async def _show(self, request: Request) -> HTTPResponse:
        self._web.gate.calls(request)
        if not token_in(request):
            return self._page(self._view.start())
        standing = await self._standing(self._conversation(request))
        return self._page(self._view.conversation(standing))

    async def _act(self, request: Request) -> HTTPResponse:
        self._web.gate.calls(request)
        if is_from_elsewhere(request):
            return self._page(self._view.problem(self._view.say("from_elsewhere")), status=403)
        form = read_form(request)
        if form.deed == ANSWER:
            return await self._answer(request, form)
        if form.deed == DELETE:
            await self._web.turns.erase(self._conversation(request))
            response = self._page(self._view.start(self._view.say("deleted")))
            drop_token(response, request)
            return response
        if form.deed == START and await self._goes_on(request):
            return _see_other()
        return await self._open(request)

    async def _open(self, request: Request) -> HTTPResponse:
        self._web.gate.opens(request)
        wishes = SessionRequest(locale=None, consent=None)
        conversation_id, _ = await self._web.turns.open(wishes, self._web.parts.locale())
        response = _see_other()
        keep_token(response, request, self._web.parts.tokens.issue(conversation_id).value)
        return response

    async def _goes_on(self, request: Request) -> bool:
        """Whether the browser has a conversation that is still there, as when a page was kept open."""
        try:
            await self._standing(self._conversation(request))
        except ApiError as error:
            if error.code in LOST:
                return False
            raise
        return True

    async def _answer(self, request: Request, form: PostedForm) -> HTTPResponse:
        conversation_id = self._conversation(request)
        standing = await self._standing(conversation_id)
        if form.turn_id != standing.turn_id:
            return self._late(form, standing)
        try:
            turn = self._turn(form, standing)
        except NothingGiven:
            notice = self._front.say("utter_widget_pick")
            return self._page(self._view.conversation(standing, notice), status=422)
        except ApiError as error:
            shown = self._view.conversation(standing, self._words_for(error), form.text)
            return self._refused(error, shown)
        self._web.gate.answers(conversation_id)
        answer = await self._taken(conversation_id, turn)
        if answer.state == "ended":
            response = self._page(self._view.last_words(answer.messages))
            drop_token(response, request)
            return response
        if not answer.stored:
            failed = ApiError("unavailable")
            said = Standing([*standing.messages, *answer.messages], answer.state)
            return self._refused(failed, self._view.conversation(said, self._words_for(failed), form.text))
        return _see_other()

    def _late(self, form: PostedForm, standing: Standing) -> HTTPResponse:
        """A form of an earlier page: sent twice with the same answer it is done; else say what counts."""
        ids = [message["id"] for message in standing.messages]
        known = form.turn_id.removeprefix("page-")
        place = ids.index(known) + 1 if known in ids else len(ids)
        then = Standing(standing.messages[:place], "asking")
        said = next((m["text"] for m in standing.messages[place:] if m["from"] == "person"), None)
        if said is None:
            # Nobody answered it: staff came or went meanwhile. Own words are kept, to be sent once more.
            notice = self._view.say("old_page")
            return self._page(self._view.conversation(standing, notice, form.text), status=409)
        if said == self._said(form, then):
            return _see_other()
        notice = self._view.say("answered_before")
        return self._page(self._view.conversation(standing, notice), status=409)

    def _said(self, form: PostedForm, standing: Standing) -> str | None:
        """What a form says, as it would stand in the conversation; None for nothing that counts."""
        try:
            turn = self._turn(form, standing)
        except (NothingGiven, ApiError):
            return None
        if turn.change:
            question = question_of(turn.change, standing.messages)
            return self._web.parts.change_line.format(topic=question)
        return turn.text or ", ".join(self._labels(turn, standing))

    def _turn(self, form: PostedForm, standing: Standing) -> TurnRequest:
        """The turn, checked before anything is claimed, so that a wrong answer can be put right."""
        question = standing.question
        turn = form.turn(question is not None and question["question"].get("input") == "number")
        if turn.choices:
            self._labels(turn, standing)
        if turn.change:
            question_of(turn.change, standing.messages)
        return turn

    def _labels(self, turn: TurnRequest, standing: Standing) -> list[str]:
        return labels_of(turn.choices, last_question(standing.messages), self._web.parts.other_labels)

    async def _taken(self, conversation_id: str, turn: TurnRequest) -> Answer:
        for _ in range(MOST_WAITS):
            try:
                return await self._web.turns.take(conversation_id, turn)
            except ApiError as error:
                if error.code != "turn_in_progress":
                    raise
            await asyncio.sleep(WAIT_SECONDS)
        raise ApiError("turn_in_progress")

    def _conversation(self, request: Request) -> str:
        try:
            return self._web.parts.tokens.conversation(token_in(request))
        except InvalidToken:
            raise ApiError("bad_token") from None

    async def _standing(self, conversation_id: str) -> Standing:
        messages, state = await self._web.turns.messages(conversation_id, None)
        if state == "ended":
            raise ApiError("no_conversation")
        return Standing(messages, state)

    def _lost(self, request: Request) -> HTTPResponse:
        response = self._page(self._view.start(self._view.say("lost")))
        drop_token(response, request)
        return response

    def _refused(self, error: ApiError, shown: str) -> HTTPResponse:
        response = self._page(shown, status=error.status)
        if error.retry_after is not None:
            response.headers["retry-after"] = str(error.retry_after)
        return response

    def _words_for(self, error: ApiError) -> str:
        return self._front.say(f"utter_error_{error.code}")

    def _page(self, shown: str, status: int = 200) -> HTTPResponse:
        return html(shown, status=status, headers=dict(HEADERS))


def _see_other() -> HTTPResponse:
    return redirect(ADDRESS, status=303, headers=dict(HEADERS))
