"""Taking a conversation over: one of two wins, it goes back where it stood, and only staff say so."""

import threading
from collections import Counter

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.conversations import erase_conversation, get_state, set_state
from bot.store.database import Database
from bot.store.errors import UnknownConversation
from bot.store.queue import read_queued
from bot.store.queue_version import queue_version
from bot.store.take_overs import (
    AlreadyTaken,
    CannotTakeOver,
    hand_back,
    has_conversation,
    take_over,
    waiting_since,
)
from bot.store.turns import StoredTurns
from tests.store.conftest import KEY
from tests.store.front_desk import Clinic

ASKED = {"from": "bot", "kind": "question", "text": "Which knee?", "question": {"id": "side"}}
SAID = {"from": "person", "kind": "text", "text": "my knee hurts"}


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def ana(clinic):
    return clinic.hire("ana")


@pytest.fixture
def ben(clinic):
    return clinic.hire("ben")


@pytest.fixture
def log(database, clock):
    return StoredTurns(database, clock=clock)


def state_of(database, conversation):
    with database.reading() as session:
        return get_state(session, conversation)


def taken(database, conversation, staff, clock):
    with database.session() as session:
        return take_over(session, conversation, staff, clock)


def given_back(database, conversation, staff, clock):
    with database.session() as session:
        return hand_back(session, conversation, staff, clock)


def answered(log, conversation, turn, replies, state):
    log.claim(conversation, turn, "my knee hurts")
    log.finish(conversation, turn, SAID, replies, state, True)


def lines_of(database, conversation):
    with database.reading() as session:
        query = select(audit.c.action, audit.c.actor).where(audit.c.conversation_id == conversation)
        return [tuple(line) for line in session.execute(query.order_by(audit.c.id))]


@pytest.mark.parametrize("before", ["asking", "done"])
def test_a_conversation_goes_to_a_member_of_staff_and_back_to_where_it_stood(
    database, conversation, ana, ben, clock, before
):
    with database.session() as session:
        set_state(session, conversation, before)
    taken(database, conversation, ana, clock)
    assert state_of(database, conversation) == "with_person"
    with database.reading() as session:
        assert has_conversation(session, conversation).staff_id == ana
    given_back(database, conversation, ben, clock)
    assert state_of(database, conversation) == before
    with database.reading() as session:
        assert has_conversation(session, conversation) is None
    assert lines_of(database, conversation) == [("taken_over", ana), ("handed_back", ben)]


def test_whoever_comes_second_is_told_who_has_it_and_changes_nothing(database, conversation, ana, ben, clock):
    taken(database, conversation, ana, clock)
    with pytest.raises(AlreadyTaken) as refused:
        taken(database, conversation, ben, clock)
    assert refused.value.staff_id == ana
    assert taken(database, conversation, ana, clock).staff_id == ana
    assert lines_of(database, conversation) == [("taken_over", ana)]


def test_of_two_at_the_same_moment_exactly_one_gets_it(database, url, conversation, ana, ben, clock):
    other = Database(url, KEY)
    barrier, outcomes = threading.Barrier(2), []

    def try_it(store, staff):
        barrier.wait()
        try:
            outcomes.append((staff, taken(store, conversation, staff, clock).staff_id))
        except AlreadyTaken as error:
            outcomes.append((staff, error.staff_id))

    threads = [threading.Thread(target=try_it, args=each) for each in ((database, ana), (other, ben))]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=30)
    other.dispose()
    winners = {winner for _, winner in outcomes}
    assert len(outcomes) == 2 and len(winners) == 1
    assert Counter(action for action, _ in lines_of(database, conversation)) == {"taken_over": 1}


@pytest.mark.parametrize("channel", ["desk", "rasa", "demo_web"])
def test_only_a_conversation_that_somebody_reads_can_be_taken_over(database, clinic, ana, clock, channel):
    with pytest.raises(CannotTakeOver):
        taken(database, clinic.comes(channel), ana, clock)


def test_what_ended_or_was_erased_or_never_began_cannot_be_taken_over(database, conversation, ana, clock):
    with database.session() as session:
        set_state(session, conversation, "ended")
    with pytest.raises(CannotTakeOver):
        taken(database, conversation, ana, clock)
    with database.session() as session:
        set_state(session, conversation, "asking")
        erase_conversation(session, conversation)
    with pytest.raises(CannotTakeOver):
        taken(database, conversation, ana, clock)
    with pytest.raises(UnknownConversation):
        taken(database, "web:nobody", ana, clock)


def test_a_person_can_have_a_conversation_erased_that_staff_have(database, conversation, ana, clock):
    taken(database, conversation, ana, clock)
    with database.session() as session:
        assert erase_conversation(session, conversation)
    with database.reading() as session:
        assert has_conversation(session, conversation) is None
    assert given_back(database, conversation, ana, clock) is None
    assert state_of(database, conversation) == "ended"


def test_a_turn_that_ran_meanwhile_takes_nothing_away_and_is_where_the_bot_goes_on(
    database, conversation, ana, clock, log
):
    log.claim(conversation, "t1", "my knee hurts")
    taken(database, conversation, ana, clock)
    log.finish(conversation, "t1", SAID, [ASKED], "done", True)
    assert state_of(database, conversation) == "with_person"
    given_back(database, conversation, ana, clock)
    assert state_of(database, conversation) == "done"


def test_a_turn_that_ends_after_the_conversation_went_back_does_not_take_it_again(
    database, conversation, ana, clock, log
):
    taken(database, conversation, ana, clock)
    assert log.claim(conversation, "t1", "my knee hurts").state == "with_person"
    given_back(database, conversation, ana, clock)
    log.finish(conversation, "t1", SAID, [], "with_person", True)
    assert state_of(database, conversation) == "asking"


def test_after_an_emergency_was_told_there_is_nothing_left_to_ask(database, conversation, ana, clock, log):
    taken(database, conversation, ana, clock)
    told = {"from": "bot", "kind": "emergency", "text": "Call 911.", "result": {"outcome": "emergency"}}
    answered(log, conversation, "t1", [told], "with_person")
    given_back(database, conversation, ana, clock)
    assert state_of(database, conversation) == "done"


def test_a_turn_nobody_answered_was_taken_and_a_refused_choice_was_not(
    database, conversation, ana, clock, log
):
    taken(database, conversation, ana, clock)
    answered(log, conversation, "t1", [], "with_person")
    again = log.claim(conversation, "t1", "my knee hurts")
    assert (again.status, again.messages, again.said) == ("repeat", (), True)
    log.claim(conversation, "t2", "no_such_option")
    log.finish(conversation, "t2", None, [], "with_person", True)
    assert not log.claim(conversation, "t2", "no_such_option").said


def test_the_queue_says_who_has_it_and_who_waits_for_whom(database, clinic, ana, clock, log):
    case = clinic.screened()

    def shown():
        with database.reading() as session:
            found = read_queued(session, case, clock())
            return found.taken_by, found.reply_waits_since, queue_version(session)

    free = shown()
    clock.turn(minutes=1)
    taken(database, case, ana, clock)
    having = shown()
    clock.turn(minutes=1)
    answered(log, case, "t1", [], "with_person")
    waiting = shown()
    assert [free[:2], having[:2], waiting[:2]] == [(None, None), (ana, None), (ana, clock())]
    with database.reading() as session:
        assert waiting_since(session, case) == clock()
        assert not read_queued(session, case, clock()).asked_for_person
    given_back(database, case, ana, clock)
    assert len({free[2], having[2], waiting[2], shown()[2]}) == 4
