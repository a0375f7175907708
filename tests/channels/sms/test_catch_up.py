"""What no webhook told of is asked for, back to the last round in which the carrier answered."""

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from bot.channels.off_loop import OffLoop
from bot.channels.sms.carrier_errors import Transient
from bot.channels.sms.catch_up import CatchUp
from bot.channels.sms.provider import Capabilities, Inbound
from bot.server.stored_texts import StoredTexts
from bot.store.database import Database
from bot.store.migrate import migrate

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)


def a_text(message_id, minute):
    at = NOON + timedelta(minutes=minute)
    return Inbound("carrier", message_id, "+15005550006", "+15005550001", message_id, at, sent_at=at)


class Carrier:
    """Lists the texts of its account, unless it cannot be reached."""

    capabilities = Capabilities(1600, False, finds_sent=True, finds_missed=True, tells_sent_time=True)

    def __init__(self):
        self.texts, self.reached = [], True

    async def missed(self, since):
        if not self.reached:
            raise Transient("unreachable")
        return [text for text in self.texts if text.sent_at >= since]


class Catching:
    """Rounds of catching up, minute by minute; `found` is what no webhook told of."""

    def __init__(self, url, key):
        self.now, self.carrier, self.found = NOON, Carrier(), 0
        self.store = StoredTexts(Database(url, key), key, lambda: self.now)
        self.catch_up = CatchUp(
            self.store, OffLoop("catching"), self.carrier, self.came_in, 60.0, 120.0, lambda: self.now
        )

    def came_in(self):
        self.found += 1

    def round(self, minute):
        self.now = NOON + timedelta(minutes=minute)
        asyncio.run(self.catch_up.once())


@pytest.fixture
def catching(tmp_path, key):
    url = f"sqlite:///{tmp_path / 'catching.db'}"
    migrate(url)
    return Catching(url, key)


def test_a_text_from_a_long_gap_is_found_though_a_newer_one_came_by_webhook_first(catching):
    catching.store.receive(a_text("before", -1))
    catching.round(0)
    catching.carrier.texts = [a_text("in the gap", 5)]
    catching.carrier.reached = False
    for minute in (1, 15, 30):
        with pytest.raises(Transient):
            catching.round(minute)
    catching.store.receive(a_text("after", 31))
    catching.carrier.reached = True
    catching.round(32)
    assert catching.found == 1
    catching.round(33)
    assert catching.found == 1


def test_what_was_texted_before_this_server_was_set_up_is_not_answered(catching):
    catching.carrier.texts = [a_text("old", -30)]
    catching.round(0)
    catching.round(1)
    assert catching.found == 0
