"""Takes turns of one conversation, and turns their replies into texts and the number's new state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.api_error import ApiError
from bot.channels.danger_asked import open_danger_question
from bot.channels.request_body import TurnRequest
from bot.channels.sms.dialogue_state import Answered, Audited, Batch, Numbers, NumberState, Text
from bot.channels.sms.exchange import Exchange, asked_in
from bot.channels.sms.reading import MenuEntry, StaleNumber, read_answer
from bot.channels.standing import Standing
from bot.channels.turn_log import Message
from bot.channels.turns import Answer
from bot.text_words import TextWords

START_OVER = "start over"


class TurnTaking:
    """What any part of the dialogue does with the engine."""

    def __init__(self, exchange: Exchange, words: TextWords, numbers: Numbers) -> None:
        self._exchange = exchange
        self._words = words
        self._numbers = numbers

    async def open(self, heard: NumberState, batch: Batch) -> tuple[NumberState, Answer]:
        """Open a conversation for this number. Raises ApiError."""
        conversation_id, opening = await self._exchange.open()
        opened = replace(
            heard, conversation_id=conversation_id, safety_asked_at=batch.at, pending=None, asked=None
        )
        await self._numbers.keep(opened)
        return opened, opening

    async def take(self, now: NumberState, turn: TurnRequest) -> Answer:
        """Take a turn. Raises Gone, NotNow or ApiError."""
        return await self._exchange.take(str(now.conversation_id), turn)

    async def read_and_take(self, now: NumberState, standing: Standing, batch: Batch, text: str) -> Answered:
        """One turn, read against the question that waits; a number that means nothing there asks it again."""
        turn = self._read(now, standing, batch, text)
        if isinstance(turn, TurnRequest):
            try:
                answer = await self.take(now, turn)
            except ApiError as error:
                if error.code != "not_an_option":
                    raise
            else:
                began = batch.at if text == START_OVER else now.safety_asked_at
                return await self.reply(
                    replace(now, safety_asked_at=began), answer.messages, answer.state, batch
                )
        waiting = standing.question
        if waiting is None:
            return self.ask_resume(now)
        stale: Message = {"kind": "text", "text": self._words.say("stale_number")}
        return await self.reply(now, [stale, waiting])

    def read_for_staff(self, now: NumberState, standing: Standing, batch: Batch) -> TurnRequest:
        """What was texted, for staff to read. Only the bot's own open question about danger is still answered as on
        its menu, and a number that was not meant for it counts for nothing."""
        asked = open_danger_question(standing.messages)
        if asked is None:
            return TurnRequest(batch.id, text=batch.text)
        menu = self._menu(asked["question"])
        read = read_answer(batch.text, batch.id, asked["question"], menu, asked["id"] == now.asked)
        if isinstance(read, TurnRequest) and read.choices:
            return read
        return TurnRequest(batch.id, text=batch.text, stale=isinstance(read, StaleNumber))

    async def reply(
        self,
        now: NumberState,
        messages: Sequence[Message],
        state: str = "asking",
        batch: Batch | None = None,
    ) -> Answered:
        """The engine's messages as texts. The first notice goes before them while it is due, and what could
        not be read in the batch is said; an emergency stays alone."""
        texts = await self._exchange.texts(str(now.conversation_id), messages)
        now = replace(now, asked=asked_in(messages) or now.asked, pending=None)
        if state == "ended":
            now = replace(now, conversation_id=None, asked=None)
            texts.append(Text(self._words.say("ended")))
        if any(text.kind == "emergency" for text in texts):
            return Answered(texts, now)
        unread = cannot_see(batch) if batch is not None else ""
        return self.greeted(now, [*([Text(self._words.say(unread))] if unread else []), *texts])

    def ask_resume(self, now: NumberState) -> Answered:
        """Whether this goes on, before anything else is asked."""
        asking = replace(now, pending="resume", asked=None)
        return Answered([Text(self._words.resume_menu(), kind="question")], asking)

    def greeted(self, now: NumberState, texts: list[Text]) -> Answered:
        """These texts, after the first notice if this number has not had it."""
        if now.greeted:
            return Answered(texts, now)
        version = self._words.told_version()
        audited = [Audited("sms_notice_sent", now.conversation_id, f"version={version}")]
        told = replace(now, told_version=version)
        return Answered([Text(self._words.say("greet")), *texts], told, (), audited)

    def _read(
        self, now: NumberState, standing: Standing, batch: Batch, text: str
    ) -> TurnRequest | StaleNumber:
        waiting = standing.question
        if standing.holds_turn(str(now.conversation_id), batch.id):
            # It ran before a crash: the same turn gives the same reply, whatever waits now.
            return TurnRequest(batch.id, text=text)
        if waiting is None:
            return read_answer(text, batch.id, None, ())
        question = waiting["question"]
        menu = self._menu(question)
        return read_answer(text, batch.id, question, menu, waiting["id"] == now.asked)

    def _menu(self, question: Message) -> tuple[MenuEntry, ...]:
        offered = question.get("options", ())
        long_labels = {option["id"]: option["label"] for option in offered}
        entries = self._words.entries(question["id"], question["input"], offered)
        return tuple(MenuEntry(e.payload, e.title, long_labels.get(e.payload, "")) for e in entries)


def cannot_see(batch: Batch) -> str:
    """What of a batch cannot be read: a location, a picture, or nothing."""
    return "location" if batch.has_location else "picture" if batch.media_count else ""
