"""Phone numbers: found by a keyed hash, readable only with the key, forgotten but for an opt-out."""

import pytest
from sqlalchemy import select

from bot.store.conversations import erase_conversation
from bot.store.sms_numbers import (
    NumberIds,
    StoredNumber,
    holds_number,
    lease_number,
    load_number,
    note_number,
    release_number,
    save_number,
    set_opted_out,
    sms_numbers,
)

ANA = "+15005550101"


@pytest.fixture
def ana(database, key):
    """The id of a number that has texted."""
    number_id = NumberIds(key).of(ANA)
    with database.session() as session:
        note_number(session, number_id, ANA)
    return number_id


def test_the_id_of_a_number_depends_on_the_key_and_says_nothing(key, other_key):
    ids = NumberIds(key)
    assert ids.of(ANA) == NumberIds(key).of(ANA)
    assert ids.of(ANA) != NumberIds(other_key).of(ANA)
    assert ids.of(ANA) != ids.of("+15005550102")
    assert "5550101" not in ids.of(ANA)


def test_a_number_that_texts_again_is_the_same_row(database, ana, clock):
    with database.session() as session:
        set_opted_out(session, ana, True, clock())
        note_number(session, ana, ANA)
    with database.reading() as session:
        assert load_number(session, ana) == StoredNumber(ANA, opted_out=True)
        assert len(session.execute(select(sms_numbers.c.number_id)).all()) == 1


def test_what_is_known_is_stored_and_read_again(database, ana, conversation, clock):
    state = StoredNumber(ANA, conversation, clock(), clock(), "resume", "message7", "v1")
    with database.session() as session:
        save_number(session, ana, state)
    with database.reading() as session:
        assert load_number(session, ana) == state
        assert ANA not in repr(load_number(session, ana))


def test_only_one_holder_works_on_a_number_until_its_lease_ends(database, ana, clock):
    with database.session() as session:
        assert lease_number(session, ana, "one", clock(), 15)
        assert not lease_number(session, ana, "two", clock(), 15)
        clock.turn(seconds=14)
        assert lease_number(session, ana, "one", clock(), 15)
        clock.turn(seconds=16)
        assert lease_number(session, ana, "two", clock(), 15)
        assert not holds_number(session, ana, "one")
        release_number(session, ana, "one")
        assert holds_number(session, ana, "two")
        release_number(session, ana, "two")
        assert lease_number(session, ana, "one", clock(), 15)


def test_erasing_a_conversation_forgets_the_number_but_not_the_opt_out(database, ana, conversation, clock):
    with database.session() as session:
        save_number(session, ana, StoredNumber(ANA, conversation, clock(), told_version="v1"))
        set_opted_out(session, ana, True, clock())
        erase_conversation(session, conversation, clock=clock)
    with database.reading() as session:
        assert load_number(session, ana) == StoredNumber(None, opted_out=True)


def test_a_turn_that_erased_its_conversation_leaves_nothing_behind(database, ana, conversation, clock):
    with database.session() as session:
        erase_conversation(session, conversation, clock=clock)
        save_number(session, ana, StoredNumber(ANA, conversation, clock(), clock(), None, "m", "v1"))
    with database.reading() as session:
        assert load_number(session, ana) == StoredNumber(ANA)
