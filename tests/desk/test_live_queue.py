"""The signals of the queue: at once, again when it changes, and without a word about anybody."""

import asyncio

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.desk.live_queue import LiveQueue
from tests.store.front_desk import Clinic

QUICK = 0.01
LONG = 20.0


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


async def signals(live, count, between=lambda: None):
    """The first signals of a stream; `between` runs before each one but the first."""
    stream = live.signals(LONG)
    seen = []
    async for line in stream:
        if line.startswith("event: queue\ndata: "):
            seen.append(line.removeprefix("event: queue\ndata: ").strip())
            if len(seen) == count:
                break
            between()
    await stream.aclose()
    return seen


def test_a_listener_hears_the_version_at_once_and_again_when_something_happens(clinic):
    live = LiveQueue(clinic.database, QUICK)
    first, second, third = asyncio.run(signals(live, 3, lambda: clinic.screened("T0")))
    assert len({first, second, third}) == 3


def test_many_listeners_cost_one_question_to_the_database(clinic):
    live = LiveQueue(clinic.database, every=LONG)
    asked = []

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    async def crowd():
        return await asyncio.gather(*(signals(live, 1) for _ in range(20)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        heard = asyncio.run(crowd())
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len({version for (version,) in heard}) == 1
    assert sum(statement.startswith("SELECT") for statement in asked) == 1


def test_a_signal_holds_a_digest_and_nothing_else(clinic):
    clinic.leaves(clinic.screened("T0"), "Ana Sample")
    (version,) = asyncio.run(signals(LiveQueue(clinic.database, QUICK), 1))
    assert len(version) == 16
    assert int(version, 16) >= 0


def test_a_stream_ends_by_itself_so_that_its_session_is_looked_at_again(clinic):
    async def whole():
        return [line async for line in LiveQueue(clinic.database, QUICK).signals(0.05)]

    lines = asyncio.run(whole())
    assert lines[0] == "retry: 1000\n\n"
    assert len(lines) == 2


def test_a_stream_ends_when_the_database_is_gone(clinic, tmp_path):
    clinic.database.dispose()
    (tmp_path / "signpost.db").write_bytes(b"this is no database, and it is long enough to be looked at")

    async def whole():
        return [line async for line in LiveQueue(clinic.database, QUICK).signals(LONG)]

    assert asyncio.run(whole()) == ["retry: 1000\n\n"]


def test_the_stream_is_for_those_who_may_see_the_queue(nobody, signed_in):
    assert nobody.get("/queue/events", accept="text/event-stream").status_code == 401
    assert signed_in("auditor").get("/queue/events", accept="text/event-stream").status_code == 403
