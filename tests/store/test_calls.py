"""Calls: what staff hear on the phone is kept encrypted, step by step, and goes with the conversation."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store.calls import RELATIONSHIPS, begin_call, load_call, save_call, unfinished_calls
from bot.store.conversations import erase_conversation
from bot.store.errors import MalformedInput
from tests.store.front_desk import Clinic

EVIDENCE = {"answers": {"region": {"value": "knee"}}}


@pytest.fixture
def rita(database, clock):
    return Clinic(database, clock).hire()


def began(database, conversation, rita, clock, relationship="parent"):
    with database.session() as session:
        begin_call(session, conversation, rita, relationship, EVIDENCE, clock)


def test_a_call_goes_on_from_where_it_was(database, conversation, rita, clock):
    began(database, conversation, rita, clock)
    with database.session() as session:
        save_call(session, conversation, {"consent": "yes", "screened_at": clock()})
    with database.reading() as session:
        call = load_call(session, conversation)
    assert (call.staff_id, call.relationship, call.began_at) == (rita, "parent", clock())
    assert (call.consent, call.screened_at, call.ended_at) == ("yes", clock(), None)
    assert call.evidence == EVIDENCE


@pytest.mark.parametrize("relationship", RELATIONSHIPS)
def test_whoever_calls_can_be_named(database, conversation, rita, clock, relationship):
    began(database, conversation, rita, clock, relationship)
    with database.reading() as session:
        assert load_call(session, conversation).relationship == relationship


def test_nobody_else_can_be_named(database, conversation, rita, clock):
    with pytest.raises(MalformedInput, match="self, parent"):
        began(database, conversation, rita, clock, "neighbour")


def test_a_conversation_that_is_no_call_has_none(database, conversation):
    with database.reading() as session:
        assert load_call(session, conversation) is None


def test_what_was_heard_is_not_readable_in_the_table(database, conversation, rita, clock):
    began(database, conversation, rita, clock)
    with database.reading() as session:
        stored = session.execute(text("SELECT evidence FROM calls")).scalar_one()
    assert "knee" not in stored


def test_an_erased_call_is_gone_and_takes_nothing_more(database, conversation, rita, clock):
    began(database, conversation, rita, clock)
    with database.session() as session:
        erase_conversation(session, conversation, clock=clock)
        save_call(session, conversation, {"evidence": EVIDENCE})
    with database.reading() as session:
        assert load_call(session, conversation) is None


def test_unfinished_calls_are_those_of_anybody_that_nobody_ended_lately(database, conversation, rita, clock):
    began(database, conversation, rita, clock)

    def unfinished(since):
        with database.reading() as session:
            return unfinished_calls(session, since, 5)

    assert unfinished(clock()) == [(conversation, clock())]
    assert unfinished(clock() + timedelta(seconds=1)) == []
    with database.session() as session:
        save_call(session, conversation, {"ended_at": clock()})
    assert unfinished(clock()) == []
