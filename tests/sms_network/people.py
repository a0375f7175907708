"""People: one with a phone, and one at the chat API with the same things to say."""

import asyncio
import uuid

from tests.conversations.runner import DEFAULTS, reply_to
from tests.sms_network.openings import MOST_TURNS
from tests.sms_network.store_view import ON_THEIR_WAY

PATIENCE = 240.0
LOOK = 0.15


class Impatient(AssertionError):
    """Somebody waited far too long for an answer."""


class Texter:
    """Texts an opening, reads each menu, and answers it in one of the ways people do."""

    def __init__(self, phone, opening, answers, carrier, view, words, random):
        self.phone, self.carrier, self.view, self.words, self.random = phone, carrier, view, words, random
        self.words_first, self.opening, self.answers = opening, [opening], {**DEFAULTS, **answers}
        self.arrived, self.segments, self.sent = [], [], []
        self.turns, self.said_again, self.outcome, self.conversation = 0, 0, None, None
        carrier.phones[phone] = self

    def arrives(self, text, segments):
        """A text reaches the phone."""
        self.arrived.append(text)
        self.segments.append(segments)

    async def converse(self):
        """The whole conversation, to its result."""
        await self._say(self._opening_texts())
        while self.turns < MOST_TURNS:
            state = self.view.number(self.phone)
            self.conversation = state.conversation_id
            self.outcome = self.view.outcome(self.conversation)
            question = self._waiting()
            if self.outcome is not None:
                return
            if question is None:
                await self._say_again()
                continue
            await self._say([self._written(question, reply_to(question, self.answers, self.opening))])
        raise AssertionError(f"no result after {MOST_TURNS} turns")

    async def _say_again(self):
        """Something broke and they were told so: people text again, though not for ever."""
        self.said_again += 1
        if self.said_again > 3:
            raise AssertionError(f"nothing to answer and no result after {self.arrived[-1:]}")
        await self._say([self.words_first])

    def _opening_texts(self):
        words = self.words_first
        place = words.find(", ")
        if place > 0 and self.random.random() < 0.15:
            return [words[: place + 1], words[place + 2 :]]
        return [words]

    def _waiting(self):
        messages = self.view.messages(self.conversation)
        last = messages[-1] if messages else {"kind": "none"}
        return last["question"] if last["kind"] == "question" else None

    async def _say(self, texts):
        self.turns += 1
        new = [self.carrier.text_us(self.phone, text).sid for text in texts]
        self.sent += new
        waited = 0.0
        while not (self.view.is_answered(new) and self._all_arrived()):
            await asyncio.sleep(LOOK)
            waited += LOOK
            if waited > PATIENCE:
                raise Impatient(f"no answer within {PATIENCE:g} seconds to turn {self.turns} of {self.phone}")

    def _all_arrived(self):
        outbox = self.view.outbox(self.phone)
        sent = all(row["status"] not in ON_THEIR_WAY for row in outbox)
        return sent and len(self.arrived) >= len(outbox)

    def _written(self, question, reply):
        """The reply as a person texts it: a number of the menu, or the words of it."""
        if reply in ("none", "not_sure"):
            return {"none": self._one_of("0", "none"), "not_sure": self._one_of("?", "not sure")}[reply]
        if question["input"] not in ("choice", "choices"):
            return reply
        entries = self.words.entries(question["id"], question["input"], question["options"])
        places = {entry.payload: place for place, entry in enumerate(entries, start=1)}
        chosen = reply.split(", ")
        if not all(choice in places for choice in chosen):
            return reply
        shown = self.arrived[-1] if self.arrived else ""
        for choice in chosen:
            assert f"{places[choice]} {entries[places[choice] - 1].title}" in shown, (choice, shown)
        numbers = [str(places[choice]) for choice in chosen]
        if len(numbers) > 1:
            return self._one_of(" ", ",", ", ", " and ").join(numbers)
        return self._one_of("{}", "{}", "{}.", "({})", "#{}", " {} ").format(numbers[0])

    def _one_of(self, *ways):
        return self.random.choice(ways)


async def outcome_on_the_web(http, address, view, opening, answers):
    """What the same answers come to by the chat API."""
    async with http.post(f"{address}/chat/sessions", json={}) as response:
        opened = await response.json()
    headers, messages = {"authorization": f"Bearer {opened['token']}"}, opened["messages"]
    openings, given = [opening], {**DEFAULTS, **answers}
    for _ in range(MOST_TURNS):
        result = next((message["result"] for message in messages if "result" in message), None)
        if result is not None:
            return result["outcome"], result["tier"], result["professional"]
        question = next(message["question"] for message in messages if message["kind"] == "question")
        reply = reply_to(question, given, openings)
        tapped = question["id"] != "reason" and question["input"] in ("choice", "choices")
        said = {"choices": reply.split(", ")} if tapped else {"text": reply}
        turn = {"turn_id": uuid.uuid4().hex, **said}
        async with http.post(f"{address}/chat/turns", json=turn, headers=headers) as response:
            messages = (await response.json())["messages"]
    raise AssertionError("no result on the web")
