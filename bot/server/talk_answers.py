"""Answers given on the plain page: each question is answered once, and own words are never dropped unheard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.api_error import LOST, ApiError
from bot.channels.changes import question_of
from bot.channels.choices import labels_of, last_question
from bot.channels.messages import stamp
from bot.channels.posted_form import NothingGiven, PostedForm
from bot.channels.request_body import TurnRequest, checked_turn
from bot.channels.session_cookie import drop_token
from bot.channels.standing import Standing, standing_of
from bot.channels.turn_log import Message
from bot.channels.turns import Answer
from bot.channels.web import Web
from bot.plain_text import plain_text
from bot.server.front import Front
from bot.server.talk_response import page_of, refused, see_other
from bot.server.talk_view import TalkView

# A form sent twice arrives while the first is still being answered; it waits for that answer.
WAIT_SECONDS = 0.25
MOST_WAITS = 80


class TalkAnswers:
    """Takes forms that answer. `view` gives the page's words as they are now."""

    def __init__(self, web: Web, front: Front, view: Callable[[], TalkView]) -> None:
        self._web = web
        self._front = front
        self._view = view

    async def take(self, request: Request, conversation_id: str, form: PostedForm) -> HTTPResponse:
        """The page that follows from a form. Raises ApiError when the conversation is lost."""
        standing = await standing_of(self._web.turns, conversation_id)
        try:
            if form.turn_id != standing.turn_id:
                return await self._late(request, conversation_id, form, standing)
            return await self._run(request, conversation_id, form, self._turn(form, standing), standing)
        except NothingGiven:
            return page_of(self._view().conversation(standing, self._front.say("utter_widget_pick")), 422)
        except ApiError as error:
            if error.code in LOST:
                raise
            return refused(error, self._view().conversation(standing, self._words_for(error), form.text))

    async def _run(
        self,
        request: Request,
        conversation_id: str,
        form: PostedForm,
        turn: TurnRequest,
        standing: Standing,
    ) -> HTTPResponse:
        self._web.gate.answers(conversation_id)
        answer = await self._taken(conversation_id, turn)
        if answer.state == "ended":
            # Of a turn that ran before, what else this form says was not heard.
            urgent = self._web.parts.fail_closed.emergency(form.words) if answer.repeated else []
            first = stamp(conversation_id, f"{turn.turn_id}:unheard", "bot", urgent)
            response = page_of(self._view().last_words([*first, *answer.messages]))
            drop_token(response, request)
            return response
        if not answer.stored:
            failed = ApiError("unavailable")
            said = Standing([*standing.messages, *answer.messages], answer.state)
            return refused(failed, self._view().conversation(said, self._words_for(failed), form.text))
        if answer.repeated or form.left_over(turn):
            now = await standing_of(self._web.turns, conversation_id)
            return await self._late(request, conversation_id, form, now)
        return see_other()

    async def _late(
        self, request: Request, conversation_id: str, form: PostedForm, standing: Standing
    ) -> HTTPResponse:
        """A form whose question is answered: what it adds to that answer is heard, or shown as not used."""
        ids = [message["id"] for message in standing.messages]
        known = form.turn_id.removeprefix("page-")
        place = ids.index(known) + 1 if known in ids else len(ids)
        then = Standing(standing.messages[:place], "asking")
        since = [message["text"] for message in standing.messages[place:] if message["from"] == "person"]
        counted = bool(since) and since[0] == self._said(form, then)
        if form.words and plain_text(form.text) not in since:
            return await self._unheard(request, conversation_id, form, standing, bool(since), counted)
        if not since:
            # Nobody answered it: staff came or went meanwhile.
            return page_of(self._view().conversation(standing, self._view().say("old_page")), 409)
        if counted or form.words:
            return see_other()
        return page_of(self._view().conversation(standing, self._view().say("answered_before")), 409)

    async def _unheard(
        self,
        request: Request,
        conversation_id: str,
        form: PostedForm,
        standing: Standing,
        answered: bool,
        counted: bool,
    ) -> HTTPResponse:
        """Own words that were never said: a turn of their own, or back in the field with a line that says so.

        They were not written to the question that waits now. So unless they tell of danger they are not
        sent where they could be taken for a no to a sign that the person has not seen.
        """
        view = self._view()
        danger = self._web.parts.fail_closed.hears_danger(form.words)
        if counted:
            notice, status = self._front.say("utter_widget_words_kept"), 200
            # After an emergency, nothing may come between it and the person.
            at_once = danger and not any(message["kind"] == "emergency" for message in standing.reply)
        elif not answered:
            notice, status, at_once = view.say("old_page"), 409, danger
        elif form.options:
            notice, status, at_once = view.say("answered_before"), 409, danger
        else:
            notice, status = self._front.say("utter_widget_words_kept"), 409
            at_once = danger or not _could_deny(standing.question)
        if not at_once:
            return page_of(view.conversation(standing, notice, form.text), status)
        turn = checked_turn({"turn_id": standing.turn_id, "text": form.text})
        return await self._run(request, conversation_id, form, turn, standing)

    def _said(self, form: PostedForm, standing: Standing) -> str | None:
        """What a form's turn says, as it would stand in the conversation; None for nothing that counts."""
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
        turn = form.turn("" if question is None else question["question"].get("input", ""))
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

    def _words_for(self, error: ApiError) -> str:
        return self._front.say(f"utter_error_{error.code}")


def _could_deny(message: Message | None) -> bool:
    question = {} if message is None else message["question"]
    return question.get("input") == "choices" or bool(question.get("safety"))
