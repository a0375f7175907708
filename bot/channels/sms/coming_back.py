"""Somebody who comes back after hours: whether this goes on, starts over, or is about someone else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.channels.request_body import TurnRequest
from bot.channels.sms.dialogue_state import Answered, Batch, NumberState, Text
from bot.channels.sms.exchange import ended_in_emergency, is_urgent
from bot.channels.sms.reading import MenuEntry, StaleNumber, numbers_in, read_menu
from bot.channels.sms.turn_taking import START_OVER, TurnTaking
from bot.channels.standing import Standing
from bot.text_words import TextWords

AWAY = timedelta(hours=4)
# After a day, a "no" to a question about danger is an old one.
SAFETY_HOLDS = timedelta(hours=24)


class ComingBack:
    """Asks and hears that one question."""

    def __init__(self, turns: TurnTaking, words: TextWords) -> None:
        self._turns = turns
        self._words = words

    async def ask(self, heard: NumberState, standing: Standing, batch: Batch, text: str) -> Answered:
        """Words go to the engine first, so that danger is heard; a number alone would be the answer to a
        question long forgotten."""
        if not numbers_in(text):
            answer = await self._turns.take(heard, TurnRequest(batch.id, text=text))
            known = ended_in_emergency(standing.messages)
            if known or is_urgent(answer.messages) or answer.state == "ended":
                return await self._turns.reply(heard, answer.messages, answer.state, batch)
        return self._turns.ask_resume(heard)

    async def hear(self, heard: NumberState, standing: Standing, batch: Batch, text: str) -> Answered:
        """The answer. Words that are none of the three go on with it."""
        entries = (MenuEntry(entry.payload, entry.title) for entry in self._words.resume_entries())
        wish = read_menu(text, tuple(entries))
        if isinstance(wish, StaleNumber):
            return self._turns.ask_resume(heard)
        if wish == "someone_else":
            opened, opening = await self._turns.open(heard, batch)
            return await self._turns.reply(opened, opening.messages[-1:])
        if wish == "start_over" or text == START_OVER:
            return await self._turns.read_and_take(heard, standing, batch, START_OVER)
        if wish is None:
            answer = await self._turns.take(heard, TurnRequest(batch.id, text=text))
            if not _safety_is_old(heard, batch) or is_urgent(answer.messages) or answer.state == "ended":
                return await self._turns.reply(heard, answer.messages, answer.state, batch)
        if _safety_is_old(heard, batch):
            return await self._recheck(heard, batch)
        if standing.question is None:
            return Answered([Text(self._words.say("go_on"))], replace(heard, pending=None))
        return await self._turns.reply(heard, [standing.question])

    async def _recheck(self, heard: NumberState, batch: Batch) -> Answered:
        """Have danger asked about again."""
        answer = await self._turns.take(heard, TurnRequest(f"{batch.id}.again", recheck=True))
        asked_now = replace(heard, safety_asked_at=batch.at)
        return await self._turns.reply(asked_now, answer.messages, answer.state, batch)


def was_away(before: NumberState, standing: Standing, batch: Batch) -> bool:
    """Whether so much time has passed that the waiting question may be forgotten, or danger new."""
    last = before.last_heard_at
    danger_may_be_new = standing.state == "asking" and _safety_is_old(before, batch)
    return danger_may_be_new or (last is not None and batch.at - last >= AWAY)


def _safety_is_old(number: NumberState, batch: Batch) -> bool:
    asked = number.safety_asked_at
    return asked is not None and batch.at - asked >= SAFETY_HOLDS
