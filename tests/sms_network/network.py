"""Whole conversations through a bad network and a kill -9, and what must be true of every one of them."""

import asyncio
import base64
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import aiohttp

from bot.server.compose_sms import text_words
from bot.settings import read_settings
from bot.wording import wording
from tests.sms_network.fake_carrier import OUR_NUMBER, FakeCarrier
from tests.sms_network.openings import OPENINGS, WEIGHTS
from tests.sms_network.people import Texter, outcome_on_the_web
from tests.sms_network.server_process import ServerProcess
from tests.sms_network.store_view import StoreView
from tests.sms_network.weather import Shares, Weather

PUBLIC = "https://texts.clinic.example"
JOIN_SECONDS = 0.8
AT_ONCE = 16


@dataclass
class Report:
    """What happened, and what should not have."""

    conversations: int = 0
    turns: int = 0
    texts: int = 0
    segments: int = 0
    kills: int = 0
    seconds: float = 0.0
    said_again: int = 0
    outcomes: Counter = field(default_factory=Counter)
    weather: Counter = field(default_factory=Counter)
    webhooks: Counter = field(default_factory=Counter)
    log: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)

    def lines(self):
        """For a terminal."""
        yield f"{self.conversations} conversations, {self.turns} turns, {self.texts} texts to phones"
        yield f"{self.said_again} times somebody had to say it again"
        yield f"{self.segments} segments; {self.kills} kill -9 with a restart; {self.seconds:.0f} seconds"
        yield "network: " + ", ".join(f"{name} {count}" for name, count in sorted(self.weather.items()))
        yield "webhooks answered: " + ", ".join(
            f"{status or 'nobody there'} {count}" for status, count in sorted(self.webhooks.items())
        )
        yield "outcomes: " + ", ".join(
            f"{'/'.join(map(str, came_to or ('none',)))} {count}"
            for came_to, count in self.outcomes.most_common()
        )
        yield from (f"logged {count} times: {line}" for line, count in self.log.most_common(12))
        yield f"wrong: {len(self.wrong)}"
        yield from self.wrong


async def run(folder, conversations, seed, kills=1, say=lambda line: None):
    """Hold the conversations; a Report. The same seed draws the same people and the same first weather."""
    draw, report, began = random.Random(seed), Report(conversations), time.monotonic()
    key = base64.urlsafe_b64encode(os.urandom(32)).decode()
    chosen = draw.choices(range(len(OPENINGS)), WEIGHTS, k=conversations)
    words = text_words(read_settings({"SIGNPOST_KEY": key, "SIGNPOST_MODE": "demo"}), wording())
    async with FakeCarrier(Weather(Shares(slow=JOIN_SECONDS * 0.8), seed), PUBLIC) as carrier:
        server = ServerProcess(folder, key, carrier, JOIN_SECONDS)
        await server.start()
        carrier.webhooks = server.address
        view = StoreView(folder, key)
        try:
            expected = await _on_the_web(server.address, view, chosen)
            say(f"the same answers on the web: {len(expected)} ways, {time.monotonic() - began:.0f} s")
            people = [
                Texter(
                    f"+1500556{place:04d}",
                    *OPENINGS[which],
                    carrier,
                    view,
                    words,
                    random.Random(seed + place),
                )
                for place, which in enumerate(chosen)
            ]
            await _hold(people, server, carrier, draw, kills, report, say)
            await carrier.settle()
            for person, which in zip(people, chosen, strict=True):
                _check(person, expected[which], carrier, view, report)
            if view.texts.take_due(1.0) is not None:
                report.wrong.append("a text is still waiting to be sent")
            report.weather, report.webhooks = carrier.weather.happened, Counter(carrier.answers)
        finally:
            await server.stop()
            view.database.dispose()
    logged = server.log.read_text()
    said = [opening for opening, _ in OPENINGS] + [person.phone for person in people] + [OUR_NUMBER]
    report.wrong += ["the server's log holds words or a number"] * any(words in logged for words in said)
    report.seconds = time.monotonic() - began
    report.log = Counter(line.partition(" ")[2].partition(" ")[2] for line in logged.splitlines())
    return report


async def _on_the_web(address, view, chosen):
    async with aiohttp.ClientSession() as http:
        return {w: await outcome_on_the_web(http, address, view, *OPENINGS[w]) for w in sorted(set(chosen))}


async def _hold(people, server, carrier, draw, kills, report, say):
    """Everybody talks, so many at once; the server is killed in the middle of it, and started again."""
    room, done = asyncio.Semaphore(AT_ONCE), Counter()
    when = sorted(draw.uniform(0.25, 0.75) for _ in range(kills))

    async def talk(person):
        async with room:
            try:
                await person.converse()
            except AssertionError as error:
                report.wrong.append(f"{person.phone}: {error}")
            done["people"] += 1
            if done["people"] % 20 == 0:
                say(f"{done['people']} of {len(people)} conversations have ended")

    async def kill():
        for share in when:
            while done["people"] < share * len(people):
                await asyncio.sleep(0.05)
            # In the middle of a turn, not between two.
            while not any(row["answered_at"] is None for p in people for row in _unanswered(p)):
                await asyncio.sleep(0.01)
            await asyncio.sleep(draw.uniform(0.0, 0.3))
            carrier.webhooks = None
            await server.kill()
            report.kills += 1
            say("killed")
            await server.start()
            carrier.webhooks = server.address
            say("started again")

    await asyncio.gather(kill(), *(talk(person) for person in people))


def _unanswered(person):
    return person.view.inbox(person.phone) if person.sent and person.outcome is None else ()


def _check(person, expected, carrier, view, report):
    """Every turn answered exactly once, none lost, none out of order, and the outcome of the web."""
    inbox, outbox = view.inbox(person.phone), view.outbox(person.phone)
    report.turns += person.turns
    report.said_again += person.said_again
    report.texts += len(person.arrived)
    report.segments += sum(person.segments)
    report.outcomes[person.outcome] += 1

    def wrong(what):
        report.wrong.append(f"{person.phone}: {what}")

    if len(inbox) != len(person.sent) or any(row["answered_at"] is None for row in inbox):
        wrong(f"{len(person.sent)} texts were sent, {len(inbox)} came in")
    turns = {row["turn_id"] for row in inbox}
    answered = {row["turn_id"].rpartition(".")[0] for row in outbox}
    if turns != answered:
        wrong(f"{len(turns ^ answered)} turns without an answer, or answers without a turn")
    taken = [message.sid for message in carrier.sent_to(person.phone)]
    if taken != [row["carrier_id"] for row in outbox]:
        wrong(f"{len(outbox)} texts to send, {len(taken)} taken, or in another order")
    if view.unfinished_turns(person.conversation):
        wrong("a turn of the engine was begun and never ended")
    if len(person.arrived) != len(outbox):
        wrong(f"{len(outbox)} texts to send, {len(person.arrived)} arrived")
    if any(message.from_ != OUR_NUMBER for message in carrier.sent_to(person.phone)):
        wrong("a text from another number")
    if max(person.segments, default=0) > 2:
        wrong("a text of more than two segments")
    if person.outcome != expected:
        wrong(f"{person.outcome} by text, {expected} on the web, after {person.arrived[-2:]}")
