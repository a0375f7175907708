"""What the dialogue asks of the conversation engine and of the web page, for one conversation at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.channels.api_error import ApiError
from bot.channels.links import Links
from bot.channels.request_body import SessionRequest, TurnRequest
from bot.channels.sms.dialogue_state import NotNow, Text
from bot.channels.sms.rendering import needs_link, render
from bot.channels.standing import Standing
from bot.channels.turn_log import Message
from bot.channels.turns import Answer, Turns
from bot.text_words import TextWords

log = logging.getLogger(__name__)
CHANNEL = "sms"
BUSY_SECONDS = 2.0
CONFIRM_DANGER = "confirm_danger"
URGENT_OUTCOMES = frozenset({"emergency", "same_day"})


class Gone(Exception):
    """The conversation ended or was erased: the next text opens a new one."""


class Exchange:
    """Turns, taken as texts. `locale` gives the clinic's as it is now.

    `continue_address` is where the web page is; without it there are no links.
    """

    def __init__(
        self,
        turns: Turns,
        words: TextWords,
        locale: Callable[[], str],
        links: Links | None = None,
        continue_address: str = "",
    ) -> None:
        self._turns = turns
        self._words = words
        self._locale = locale
        self._links = links
        self._address = continue_address

    async def open(self) -> tuple[str, Answer]:
        """Open a conversation; its id and first messages. Raises ApiError."""
        return await self._turns.open(SessionRequest(None, None), self._locale(), CHANNEL)

    async def standing(self, conversation_id: str) -> Standing:
        """Where it stands. Raises Gone, or ApiError when the store cannot say."""
        try:
            messages, state = await self._turns.messages(conversation_id, None)
        except ApiError as error:
            if error.code == "no_conversation":
                raise Gone from None
            raise
        if state == "ended":
            raise Gone
        return Standing(messages, state)

    async def take(self, conversation_id: str, turn: TurnRequest) -> Answer:
        """Take a turn. Raises Gone, NotNow, or ApiError for a choice that is not on offer."""
        try:
            return await self._turns.take(conversation_id, turn, CHANNEL)
        except ApiError as error:
            if error.code == "turn_in_progress":
                raise NotNow(BUSY_SECONDS) from None
            if error.code == "no_conversation":
                raise Gone from None
            raise

    async def drop(self, conversation_id: str) -> None:
        """Erase a conversation that was begun on a misunderstanding. Raises ApiError."""
        await self._turns.erase(conversation_id)

    async def texts(self, conversation_id: str, messages: Sequence[Message]) -> list[Text]:
        """The messages as texts, with a link where they show the way to the page."""
        link = await self.link(conversation_id) if needs_link(messages) else ""
        return render(messages, self._words, link)

    async def link(self, conversation_id: str) -> str:
        """A new link to go on with on the web; empty when there is none. The code is behind the #, so that no
        server log and no preview of the address gets it."""
        if self._links is None or not self._address:
            return ""
        try:
            code = await asyncio.to_thread(self._links.issue, conversation_id)
        except Exception as error:  # noqa: BLE001 a text without its link is better than none
            log.error("no link could be made: %s", type(error).__name__)
            return ""
        return f"{self._address}#{code}"


def is_urgent(messages: Sequence[Message]) -> bool:
    """Whether danger was heard, or nobody could listen for it: an emergency, help today, a sign that has to be
    confirmed first, or the notice that a turn was not assessed."""
    return any(
        message["kind"] in ("emergency", "notice")
        or message.get("result", {}).get("outcome") in URGENT_OUTCOMES
        or (message["kind"] == "question" and message["question"]["id"] == CONFIRM_DANGER)
        for message in messages
    )


def asks_consent(messages: Sequence[Message]) -> bool:
    """Whether these ask if health questions are OK."""
    return any(m["kind"] == "question" and m["question"]["id"] == "consent" for m in messages)


def ended_in_emergency(messages: Sequence[Message]) -> bool:
    """Whether the latest result is an emergency."""
    results = [message["result"] for message in messages if "result" in message]
    return bool(results) and results[-1]["outcome"] == "emergency"


def asked_in(messages: Sequence[Message]) -> str | None:
    """The id of the message that asked last, if one did."""
    return next((str(m["id"]) for m in reversed(messages) if m["kind"] == "question"), None)
