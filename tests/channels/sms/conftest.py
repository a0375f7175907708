"""The real channel, store and Twilio module, a carrier on the loopback address, and a dialogue to script."""

import asyncio
import base64
import importlib.util
import uuid
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sanic import Sanic
from sqlalchemy import select

from bot.channels.sms.channel import Sms, SmsParts
from bot.channels.sms.dialogue_state import Answered, Text
from bot.channels.sms.keywords import keyword_in
from bot.channels.sms.transport import Pace
from bot.channels.sms.twilio import Twilio
from bot.channels.web import Web
from bot.server.app import build_app
from bot.server.compose import LoggedTurns
from bot.server.front import Front
from bot.server.stored_texts import StoredTexts
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.wording import wording
from tests.sms_network.fake_carrier import ACCOUNT, OUR_NUMBER, TOKEN, FakeCarrier
from tests.sms_network.weather import CALM, Weather

KEY = base64.urlsafe_b64encode(b"a key that only the tests know!!").decode()
PUBLIC = "https://texts.clinic.example"
SAFETY = "Something broke & I could not check that. In danger, call 911."
PATIENCE = 15.0


def _channels_conftest():
    path = Path(__file__).parents[1] / "conftest.py"
    spec = importlib.util.spec_from_file_location("channels_conftest_for_sms", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_channels = _channels_conftest()


class ScriptedDialogue:
    """Answers each batch with `says(number, batch)`, after `before` ran; keeps what it was asked."""

    def __init__(self):
        self.batches = []
        self.says = lambda number, batch: Answered([Text(f"You said: {batch.text}")], number)

    async def before(self, batch):
        return None

    async def answer(self, number, batch):
        self.batches.append(batch)
        await self.before(batch)
        return self.says(number, batch)

    @property
    def heard(self):
        return [batch.text for batch in self.batches]


class Texting:
    """One server and one carrier; `rows(table)` reads the store."""

    def __init__(self, carrier, database, dialogue):
        self.carrier, self.database, self.dialogue = carrier, database, dialogue

    def rows(self, table):
        with self.database.reading() as session:
            return session.execute(select(table)).mappings().all()

    def words_to(self, phone):
        return [message.body for message in self.carrier.sent_to(phone)]

    async def until(self, seen):
        for _ in range(int(PATIENCE / 0.02)):
            if seen():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"not seen within {PATIENCE} seconds")


@pytest.fixture
def key():
    return KEY


@pytest.fixture
def dialogue():
    return ScriptedDialogue()


@pytest.fixture
def texting(tmp_path, dialogue):
    """Call it, with the weather and the pace, inside `async with`. An `agent`, and `held(turns, store)` that makes the
    dialogue over its turns, take the place of the script."""
    url = f"sqlite:///{tmp_path / 'texts.db'}"
    migrate(url)

    @asynccontextmanager
    async def start(
        shares=CALM, seed=1, join=0.05, catch_up=60.0, public=PUBLIC, agent=None, held=lambda *_: dialogue
    ):
        async with FakeCarrier(Weather(shares, seed), public) as carrier:
            database = Database(url, KEY)
            provider = Twilio(ACCOUNT, TOKEN, public, OUR_NUMBER, carrier.url)
            pace = Pace(join=join, retry=0.02, catch_up=catch_up, drain=5.0)
            store = StoredTexts(database, KEY)
            alone = lambda text: keyword_in(text) is not None  # noqa: E731
            parts = _channels.web_parts(LoggedTurns(database))
            over = lambda turns: held(turns, store)  # noqa: E731
            sms = Sms(SmsParts(provider, store, over, alone, lambda: SAFETY, pace))
            app = build_app(
                agent or _channels.FakeAgent(), Web(parts), parts.replies, Front(wording(), _channels.CLINIC), 1.0,
                name=f"texts_{uuid.uuid4().hex}", sms=sms,
            )  # fmt: skip
            running = await asyncio.to_thread(_channels.RunningApp(app).__enter__)
            carrier.webhooks = f"http://127.0.0.1:{running.port}"
            try:
                yield Texting(carrier, database, dialogue)
            finally:
                await asyncio.to_thread(running.__exit__)
                database.dispose()

    Sanic.test_mode = True
    yield start
    Sanic.test_mode = False
