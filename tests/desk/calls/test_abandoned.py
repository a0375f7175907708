"""A call that was left in the middle ends by itself, as if somebody had pressed that they hung up."""

import time

import pytest

from bot.desk.calls.abandoned import end_abandoned
from bot.desk.housekeeping import Housekeeping
from bot.store.audit import audit
from bot.store.calls import calls, load_call
from tests.desk.calls.phone import Phone


@pytest.fixture
def left(phone, clock):
    """Half an hour later."""

    def leave():
        clock.turn(minutes=30)
        return end_abandoned(phone.database, clock)

    return leave


def call_of(phone):
    with phone.database.reading() as session:
        return load_call(session, phone.id)


def lines_of(phone):
    with phone.database.reading() as session:
        query = audit.select().where(audit.c.conversation_id == phone.id).order_by(audit.c.id)
        return [(line.action, line.actor) for line in session.execute(query)]


def test_a_call_left_while_unsure_of_danger_stands_in_the_queue_as_an_emergency(phone, left):
    phone.begins()
    phone.sends(answer="not_sure")
    assert (phone.queued(), left()) == ((), 1)
    (queued,) = phone.queued()
    assert (queued.tier, queued.outcome) == ("T0", "emergency")
    assert ("call_stopped", None) in lines_of(phone)


def test_what_was_said_without_consent_and_danger_is_erased(phone, left):
    phone.begins(words="my knee is sore")
    assert left() == 1
    assert (phone.left(), phone.queued(), phone.state()) == ({}, (), "ended")
    assert lines_of(phone)[-1] == ("call_stopped", None)


def test_a_result_that_was_read_and_left_is_a_call_that_is_over(phone, left):
    phone.begins(words="crushing chest pain")
    assert left() == 1
    assert phone.queued()[0].tier == "T0"
    assert call_of(phone).ended_at is not None
    assert left() == 0


def test_each_step_gives_a_call_half_an_hour_more(phone, clock):
    phone.begins()
    for answer in ("none", "knee", "none", "none"):
        clock.turn(minutes=9)
        phone.sends(answer=answer)
    assert end_abandoned(phone.database, clock) == 0
    assert phone.question == "general_signs"


def test_one_call_that_cannot_be_read_keeps_no_other_from_ending(phone, left, monkeypatch):
    phone.begins()
    other = Phone(phone.visitor, phone.database, phone.clock).begins()
    other.sends(answer="not_sure")
    with phone.database.session() as session:
        # As another version might have left it.
        mine = calls.update().where(calls.c.conversation_id == phone.id)
        session.execute(mine.values(evidence={"answers": []}))
    assert left() == 1
    assert [case.conversation_id for case in phone.queued()] == [other.id]


def test_the_desk_looks_for_such_calls_as_long_as_it_runs(phone, clock):
    phone.begins(words="my knee is sore")
    clock.turn(minutes=31)
    housekeeping = Housekeeping(phone.database, 30, clock, look_seconds=0.01)
    housekeeping.start()
    for _ in range(500):
        if phone.state() == "ended":
            break
        time.sleep(0.01)
    housekeeping.stop()
    housekeeping._thread.join(5)
    assert phone.state() == "ended"
