"""The conversation by text: who answers a batch, the channel itself or the engine.

Danger comes first everywhere: words reach the engine before any question of the channel's own is asked, and
an emergency goes out alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.channels.api_error import ApiError
from bot.channels.request_body import TurnRequest
from bot.channels.sms.coming_back import ComingBack, was_away
from bot.channels.sms.dialogue_state import Answered, Batch, Numbers, NumberState, Text
from bot.channels.sms.exchange import (
    CONFIRM_DANGER,
    Exchange,
    Gone,
    asks_consent,
    ended_in_emergency,
    is_urgent,
)
from bot.channels.sms.keywords import LINK, command_in, keyword_in
from bot.channels.sms.opting import OPTED_OUT_IN_DANGER, help_text, keyword_of, opt_in, opt_out, opts_in
from bot.channels.sms.reading import is_greeting, numbers_in
from bot.channels.sms.turn_taking import START_OVER, TurnTaking, cannot_see
from bot.channels.standing import Standing
from bot.text_words import TextWords

log = logging.getLogger(__name__)
WITH_PERSON = "with_person"


class SmsDialogue:
    """Answers batches. `hears_danger` looks for danger signs in words, without the engine."""

    def __init__(
        self, exchange: Exchange, words: TextWords, numbers: Numbers, hears_danger: Callable[[str], bool]
    ) -> None:
        self._exchange = exchange
        self._words = words
        self._hears_danger = hears_danger
        self._turns = TurnTaking(exchange, words, numbers)
        self._coming_back = ComingBack(self._turns, words)

    async def answer(self, number: NumberState, batch: Batch) -> Answered:
        """Answer one batch; see `Dialogue`."""
        danger = bool(batch.text) and self._hears_danger(batch.text)
        heard = replace(number, last_heard_at=batch.at)
        # A "yes" to the question whether danger is real is that answer first, and not a wish for texts.
        asked = number.opted_out and await self._was_asked_about_danger(number)
        if opts_in(number, batch) and not (asked and keyword_in(batch.text) is None):
            return opt_in(heard, batch, self._words)
        keyword = keyword_of(batch, danger)
        if keyword == "stop":
            return opt_out(heard, batch, danger or await self._in_emergency(number), self._words)
        if keyword == "help" and not danger:
            return help_text(heard, batch, self._words)
        if number.opted_out and not danger and not asked:
            return Answered([], heard)
        try:
            answered = await self._converse(number, heard, batch)
        except ApiError as error:
            log.error("a text could not be answered: %s", error.code)
            return Answered([Text(self._words.say("not_assessed"), urgent=danger)], heard)
        alerts = [OPTED_OUT_IN_DANGER] if number.opted_out else []
        return replace(answered, alerts=[*answered.alerts, *alerts])

    async def _converse(self, number: NumberState, heard: NumberState, batch: Batch) -> Answered:
        if not batch.text:
            unread = self._words.say(cannot_see(batch) or "nothing_to_read")
            return self._turns.greeted(heard, [Text(unread)])
        standing = await self._standing(number)
        if standing is None:
            return await self._first(heard, batch)
        if standing.state == WITH_PERSON:
            return await self._to_staff(heard, standing, batch)
        command = command_in(batch.text)
        if command is not None and command.id == LINK:
            return Answered([Text(await self._link(number))], heard)
        text = command.says if command is not None else batch.text
        try:
            if number.pending == "resume":
                return await self._coming_back.hear(heard, standing, batch, text)
            if text != START_OVER and was_away(number, standing, batch):
                return await self._coming_back.ask(heard, standing, batch, text)
            return await self._turns.read_and_take(heard, standing, batch, text)
        except Gone:
            return await self._first(replace(heard, conversation_id=None), batch)

    async def _to_staff(self, heard: NumberState, standing: Standing, batch: Batch) -> Answered:
        """A member of staff has the conversation: whatever was texted, even a number, is for them to read."""
        try:
            answer = await self._turns.take(heard, self._turns.read_for_staff(heard, standing, batch))
        except Gone:
            return await self._first(replace(heard, conversation_id=None), batch)
        return await self._turns.reply(heard, answer.messages, answer.state, batch)

    async def _first(self, heard: NumberState, batch: Batch) -> Answered:
        """Open a conversation. What a person wrote is a turn of its own, heard before anything is asked."""
        opened, opening = await self._turns.open(heard, batch)
        says_nothing = is_greeting(batch.text) or numbers_in(batch.text) or command_in(batch.text)
        if not says_nothing:
            answer = await self._turns.take(opened, TurnRequest(batch.id, text=batch.text))
            if is_urgent(answer.messages) or asks_consent(answer.messages):
                return await self._turns.reply(opened, answer.messages, answer.state, batch)
            # Answered calmly: "yes" or "no" to a question that nobody was asked yet counts for nothing.
            await self._exchange.drop(str(opened.conversation_id))
            opened, opening = await self._turns.open(heard, batch)
        return await self._turns.reply(opened, opening.messages[-1:])

    async def _standing(self, number: NumberState) -> Standing | None:
        if number.conversation_id is None:
            return None
        try:
            return await self._exchange.standing(number.conversation_id)
        except Gone:
            return None

    async def _was_asked_about_danger(self, number: NumberState) -> bool:
        """Whether what they told of danger was unsure, and their answer is still to come."""
        try:
            standing = await self._standing(number)
        except ApiError:
            return False
        waiting = standing.question if standing is not None else None
        return waiting is not None and waiting["question"]["id"] == CONFIRM_DANGER

    async def _in_emergency(self, number: NumberState) -> bool:
        try:
            standing = await self._standing(number)
        except ApiError:
            return False
        return standing is not None and ended_in_emergency(standing.messages)

    async def _link(self, number: NumberState) -> str:
        link = await self._exchange.link(str(number.conversation_id))
        return self._words.say("link", link=link) if link else self._words.say("no_link")
