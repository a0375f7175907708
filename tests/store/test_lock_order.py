"""Whoever needs a conversation and its phone number locks the conversation first: nobody waits in a circle."""

import threading
import time
from functools import partial

import pytest
from sqlalchemy import select, text

from bot.channels.sms.dialogue_state import Answered, NumberState
from bot.channels.sms.provider import DeliveryEvent
from bot.channels.sms.text_store import LeaseLost, Part
from bot.desk import talking
from bot.desk.person import Staff
from bot.server.stored_texts import StoredTexts
from bot.store.conversations import erase_conversation, hold, is_erased
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.sms_numbers import StoredNumber, lease_number, note_number, save_number
from bot.store.sms_outbox import NewText, add_texts, sms_outbox
from bot.store.staff_texts import CannotBeTexted
from bot.store.take_overs import take_over
from tests.store.conftest import KEY
from tests.store.front_desk import Clinic

PHONE = "+15005550006"


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def ana(clinic):
    return Staff(clinic.hire("ana"), "ana", "Ana", "reception")


@pytest.fixture
def texting(clinic, database, clock):
    """Somebody who texts; this process works on their number."""
    conversation = clinic.comes("sms")
    with database.session() as session:
        note_number(session, "n1", PHONE)
        save_number(session, "n1", StoredNumber(PHONE, conversation))
        assert lease_number(session, "n1", "here", clock(), 600)
    return conversation


@pytest.fixture
def other(url):
    opened = Database(url, KEY)
    yield opened
    opened.dispose()


def wait_until_somebody_waits(session):
    """On PostgreSQL, until a lock is waited for; on SQLite nobody else can begin to write meanwhile."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for _ in range(500):
        if session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits for the conversation")


def outcome_beside_an_erasure(database, conversation, act):
    """What became of `act`, begun while the conversation is being erased."""
    outcomes = []

    def try_it():
        try:
            outcomes.append(act())
        except (CannotBeTexted, LeaseLost, StoreUnavailable) as error:
            outcomes.append(type(error))

    with database.session() as session:
        hold(session, conversation)
        thread = threading.Thread(target=try_it)
        thread.start()
        wait_until_somebody_waits(session)
        assert erase_conversation(session, conversation)
    thread.join(timeout=30)
    with database.reading() as session:
        assert is_erased(session, conversation)
    (outcome,) = outcomes
    return outcome


def test_taking_over_while_the_person_is_forgotten_ends_in_a_plain_answer(
    database, other, texting, ana, clock
):
    act = partial(talking.begin, other, texting, ana, clock)
    assert outcome_beside_an_erasure(database, texting, act) is CannotBeTexted


def test_replying_while_the_person_is_forgotten_ends_in_a_plain_answer(database, other, texting, ana, clock):
    with database.session() as session:
        take_over(session, texting, ana.id, clock)
    act = partial(talking.reply, other, texting, ana, "Hello?", None, clock)
    assert outcome_beside_an_erasure(database, texting, act) is CannotBeTexted


def test_handing_back_while_the_person_is_forgotten_does_nothing(database, other, texting, ana, clock):
    with database.session() as session:
        take_over(session, texting, ana.id, clock)
    act = partial(talking.hand_back, other, texting, ana, clock)
    assert outcome_beside_an_erasure(database, texting, act) is None


def test_the_end_of_a_turn_waits_for_the_erasure_and_is_stored(database, other, texting, clock):
    texts, state = StoredTexts(other, KEY, clock), NumberState("n1", conversation_id=texting)
    part = Part("turn", 1, 1, PHONE)
    act = partial(texts.store_answer, "here", part, state, Answered((), state, ("opted_out_danger",)))
    assert outcome_beside_an_erasure(database, texting, act) is None


def test_a_turn_that_was_left_is_let_go_while_the_person_is_forgotten(
    database, other, texting, clinic, clock
):
    clinic.says(texting, turn="left")
    act = partial(StoredTexts(other, KEY, clock).leave_claim, "n1", "here", "left")
    assert outcome_beside_an_erasure(database, texting, act) is None


@pytest.fixture
def emergency_text(database, texting, clock):
    """The id of an urgent text that was handed over, so that its failing has to raise an alert."""
    with database.session() as session:
        add_texts(session, "turn", texting, "n1", PHONE, [NewText("Call 911.", True, "emergency")], clock())
        (text_id,) = session.execute(select(sms_outbox.c.id)).scalars()
    return text_id


def test_a_text_that_fails_while_the_person_is_forgotten_is_gone_with_them(
    database, other, texting, clock, emergency_text
):
    event = DeliveryEvent("carrier-1", "undelivered", "30003", emergency_text)
    act = partial(StoredTexts(other, KEY, clock).note_event, event)
    assert outcome_beside_an_erasure(database, texting, act) is False


def test_giving_up_on_a_text_while_the_person_is_forgotten_does_nothing(
    database, other, texting, clock, emergency_text
):
    act = partial(StoredTexts(other, KEY, clock).end, emergency_text, "failed", "30003")
    assert outcome_beside_an_erasure(database, texting, act) is None
