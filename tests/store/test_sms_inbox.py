"""Texts that came in: claimed once, due in time, marked before they run, wiped when answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.sms_inbox import (
    due_numbers,
    mark_turn,
    message_digest,
    newest_received,
    note_answered,
    note_part_done,
    receive,
    sms_inbox,
    unanswered,
)
from bot.store.sms_numbers import lease_number, note_number

ANA, BEN = "a" * 64, "b" * 64
QUIET, MOST = timedelta(seconds=3), timedelta(seconds=12)


@pytest.fixture
def hears(database, clock):
    """A text comes in from a number, now."""

    def hear(number_id, text, message_id):
        with database.session() as session:
            note_number(session, number_id, "+15005550101")
            row = {"received_at": clock(), "text": text, "sender": "+15005550101", "media_count": 0}
            digest = message_digest("twilio", message_id)
            return receive(session, digest, number_id, has_location=False, **row)

    return hear


@pytest.fixture
def due(database, clock):
    """The numbers that can be answered now."""

    def ask():
        with database.reading() as session:
            return due_numbers(session, clock(), clock() - QUIET, clock() - MOST)

    return ask


def test_a_message_is_claimed_once_whoever_it_seems_to_be_from(database, hears):
    assert hears(ANA, "hello", "SM1")
    assert not hears(ANA, "hello", "SM1")
    assert not hears(BEN, "other words", "SM1")
    with database.reading() as session:
        assert [text.text for text in unanswered(session, ANA)] == ["hello"]


def test_the_same_id_at_another_carrier_is_another_message():
    assert message_digest("twilio", "1") != message_digest("telnyx", "1")


def test_a_number_is_due_when_it_has_been_quiet(hears, due, clock):
    hears(ANA, "my knee", "SM1")
    clock.turn(seconds=2)
    hears(ANA, "hurts", "SM2")
    clock.turn(seconds=2)
    assert due() == []
    clock.turn(seconds=1)
    assert due() == [ANA]


def test_somebody_who_never_stops_typing_is_answered_all_the_same(hears, due, clock):
    for place in range(6):
        hears(ANA, "more", f"SM{place}")
        clock.turn(seconds=2)
    assert due() == [ANA]


def test_who_waited_longest_is_first_and_who_is_worked_on_is_left_alone(database, hears, due, clock):
    hears(BEN, "hello", "SM1")
    hears(ANA, "hello", "SM2")
    clock.turn(seconds=3)
    assert due() == [BEN, ANA]
    with database.session() as session:
        lease_number(session, BEN, "somebody", clock(), 15)
    assert due() == [ANA]
    clock.turn(seconds=16)
    assert due() == [BEN, ANA]


def test_a_marked_turn_is_due_at_once_and_keeps_its_mark(database, hears, due, clock):
    hears(ANA, "hello", "SM1")
    with database.session() as session:
        numbers = [text.number for text in unanswered(session, ANA)]
        mark_turn(session, numbers, "first")
        mark_turn(session, numbers, "second")
        note_part_done(session, "first", 1)
    assert due() == [ANA]
    with database.reading() as session:
        assert [(text.turn_id, text.parts_done) for text in unanswered(session, ANA)] == [("first", 1)]


def test_what_is_answered_is_wiped_and_still_known(database, hears, due, clock):
    hears(ANA, "hello", "SM1")
    with database.session() as session:
        mark_turn(session, [text.number for text in unanswered(session, ANA)], "first")
        note_answered(session, "first", clock())
    clock.turn(seconds=60)
    assert due() == []
    assert not hears(ANA, "hello", "SM1")
    with database.reading() as session:
        row = session.execute(select(sms_inbox)).one()
        assert (row.text, row.sender, row.answered_at is None) == (None, None, False)


def test_the_newest_text_says_since_when_to_look(database, hears, clock):
    with database.reading() as session:
        assert newest_received(session) is None
    hears(ANA, "hello", "SM1")
    with database.reading() as session:
        assert newest_received(session) == clock()
