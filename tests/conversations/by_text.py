"""Plays the same conversations by text message: what the person sees is texts, and they answer with numbers.

The real model, actions, core and store, the channel API's own turns, and the real dialogue; only the carrier
is left out.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from bot.channels.sms.dialogue import SmsDialogue
from bot.channels.sms.dialogue_state import Answered, Batch, NumberState, Text
from bot.channels.sms.exchange import Exchange
from bot.channels.turns import Turns
from bot.server.compose import web_parts
from bot.server.compose_sms import hears_danger, text_words
from bot.server.stored_links import StoredLinks
from bot.settings import settings
from bot.store.database import database
from bot.text_words import TextWords
from bot.wording import wording

ADDRESS = "https://chat.example/talk/continue"
STARTED = datetime(2030, 1, 1, 9, tzinfo=timezone.utc)


class KeptInMemory:
    """Numbers kept by the dialogue in the middle of a turn."""

    def __init__(self) -> None:
        self.states: list[NumberState] = []

    async def keep(self, number: NumberState) -> None:
        self.states.append(number)


def real_turns(agent: Any) -> Turns:
    """The turns of the chat API on the real agent and store."""
    parts = web_parts(settings(), database(), wording())
    return Turns(
        parts.turn_log, agent.handle_message, parts.fail_closed, parts.other_labels, parts.change_line,
        "web", 20.0, 8,
    )  # fmt: skip


@dataclass
class Phone:
    """One phone that texts us. `texts` is everything it got; time moves only when told to."""

    turns: Turns
    links: bool = True
    texts: list[Text] = field(default_factory=list)
    latest: list[Text] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    audited: list[str] = field(default_factory=list)
    now: datetime = STARTED
    sent: list[Batch] = field(default_factory=list)
    told: dict[str, Any] | None = None
    state: NumberState = field(default_factory=lambda: NumberState(uuid.uuid4().hex))

    def __post_init__(self) -> None:
        self.words: TextWords = text_words(settings(), wording())
        links = StoredLinks(database(), settings().key) if self.links else None
        exchange = Exchange(self.turns, self.words, lambda: "en-US", links, ADDRESS)
        self.kept = KeptInMemory()
        self.dialogue = SmsDialogue(exchange, self.words, self.kept, hears_danger)

    async def says(self, text: str, **batch: Any) -> list[str]:
        """Send a text; what came back."""
        self.now += timedelta(seconds=30)
        sent = Batch(uuid.uuid4().hex, text, self.now, **batch)
        self.sent.append(sent)
        return self.take(await self.dialogue.answer(self.state, sent))

    def take(self, answered: Answered) -> list[str]:
        self.state = answered.number
        self.latest = list(answered.texts)
        self.texts += self.latest
        self.alerts += answered.alerts
        self.audited += [line.action for line in answered.audited]
        return [text.text for text in self.latest]

    def waits(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    async def messages(self) -> list[dict[str, Any]]:
        """The conversation as the store has it."""
        if self.state.conversation_id is None:
            return []
        messages, _ = await self.turns.messages(self.state.conversation_id, None)
        return messages

    async def stand(self) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The question that waits, and the latest result, also of a conversation that is erased by now."""
        messages = await self.messages()
        replies = [message for message in messages if message["from"] != "person"]
        last = replies[-1] if replies else None
        results = [message["result"] for message in messages if "result" in message]
        self.told = results[-1] if results else self.told
        return last["question"] if last is not None and last["kind"] == "question" else None, self.told

    async def question(self) -> dict[str, Any] | None:
        """The question that waits."""
        return (await self.stand())[0]

    async def result(self) -> dict[str, Any] | None:
        """The latest result, also of a conversation that is erased by now."""
        return (await self.stand())[1]

    def menu_answer(self, question: dict[str, Any], reply: str) -> str:
        """The same answer as a text: the numbers of what `reply` names by its ids, or words."""
        entries = self.words.entries(question["id"], question["input"], question["options"])
        ids = [entry.payload for entry in entries]
        wanted = reply.split(", ")
        if all(wish in ids for wish in wanted):
            return " ".join(str(ids.index(wish) + 1) for wish in wanted)
        return {"none": "0", "not_sure": "?"}.get(reply, reply)

    def later(self, **changed: Any) -> None:
        """Change what is known of the number."""
        self.state = replace(self.state, **changed)
