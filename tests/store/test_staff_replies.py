"""What staff write: whose it is, that it stands with the rest, and that nobody is left waiting for it."""

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.conversations import get_state
from bot.store.errors import MalformedInput
from bot.store.lapses import LAPSES_AFTER
from bot.store.sms_numbers import StoredNumber, load_number, note_number, save_number, set_opted_out
from bot.store.sms_outbox import sms_outbox
from bot.store.staff_replies import NotYours, add_staff_reply
from bot.store.staff_texts import CannotBeTexted, can_be_texted, note_asked, number_to_text, send_texts
from bot.store.take_overs import has_conversation, take_over, waiting_since
from bot.store.turns import StoredTurns
from tests.store.front_desk import Clinic

SAID = {"from": "person", "kind": "text", "text": "are you there?"}
NOBODY = "Nobody has answered yet."


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def ana(clinic):
    return clinic.hire("ana")


@pytest.fixture
def log(database, clock):
    return StoredTurns(database, clock=clock, lapse_notice=lambda channel, locale: NOBODY)


@pytest.fixture
def taken(database, conversation, ana, clock):
    with database.session() as session:
        take_over(session, conversation, ana, clock)
    return conversation


@pytest.fixture
def texting(database, clinic, clock):
    """A conversation by text, with the phone it is held on."""
    conversation = clinic.comes("sms")
    with database.session() as session:
        note_number(session, "n1", "+15005550006")
        save_number(session, "n1", StoredNumber("+15005550006", conversation))
    return conversation


def reply(database, conversation, staff, text, clock, **more):
    with database.session() as session:
        return add_staff_reply(session, conversation, staff, text, clock, **more)


def said_in(database, conversation):
    log = StoredTurns(database)
    return [(each["from"], each["text"]) for each in log.messages(conversation, None)[0]]


def hears(log, conversation, turn):
    claim = log.claim(conversation, turn, "are you there?")
    log.finish(conversation, turn, SAID, [], claim.state, True)
    return claim.state


def texts_in(database):
    with database.reading() as session:
        return [(row.recipient, row.kind, row.text) for row in session.execute(select(sms_outbox))]


def test_a_reply_stands_in_the_conversation_under_the_name_of_who_wrote_it(database, taken, ana, clock):
    clock.turn(minutes=1)
    assert reply(database, taken, ana, " Good morning.\r\nDoes it still hurt?\x00 ", clock)
    (message,) = StoredTurns(database).messages(taken, None)[0]
    assert message["text"] == "Good morning.\nDoes it still hurt?"
    assert (message["from"], message["kind"], message["by"]) == ("staff", "text", "Ana")
    with database.reading() as session:
        line = session.execute(select(audit.c.action, audit.c.actor, audit.c.detail)).all()[-1]
        assert tuple(line) == ("staff_replied", ana, "")
        assert has_conversation(session, taken).last_sign_at == clock()


def test_a_form_that_is_sent_twice_counts_once(database, taken, ana, clock):
    assert reply(database, taken, ana, "Hello.", clock, reply_id="a1") == "Hello."
    assert reply(database, taken, ana, "Hello.", clock, reply_id="a1") is None
    assert said_in(database, taken) == [("staff", "Hello.")]


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * 1_001])
def test_a_reply_of_nothing_or_of_too_much_is_refused(database, taken, ana, clock, text):
    with pytest.raises(MalformedInput):
        reply(database, taken, ana, text, clock)
    assert reply(database, taken, ana, "x" * 1_000, clock)


def test_only_who_has_the_conversation_may_reply(database, conversation, ana, clinic, clock):
    ben = clinic.hire("ben")
    with pytest.raises(NotYours):
        reply(database, conversation, ana, "Hello.", clock)
    with database.session() as session:
        take_over(session, conversation, ana, clock)
    with pytest.raises(NotYours):
        reply(database, conversation, ben, "Hello.", clock)
    assert said_in(database, conversation) == []


def test_a_person_waits_from_their_first_unanswered_message_on(database, taken, ana, clock, log):
    def waits():
        with database.reading() as session:
            return waiting_since(session, taken)

    assert waits() is None
    clock.turn(minutes=1)
    first = clock()
    hears(log, taken, "t1")
    clock.turn(minutes=1)
    hears(log, taken, "t2")
    assert waits() == first
    clock.turn(minutes=1)
    reply(database, taken, ana, "Here I am.", clock)
    assert waits() is None


def test_who_is_not_answered_for_ten_minutes_and_writes_again_is_answered_by_the_bot(
    database, taken, clock, log
):
    clock.turn(hours=5)
    assert hears(log, taken, "t1") == "with_person"
    clock.now += LAPSES_AFTER
    assert hears(log, taken, "t2") == "asking"
    assert said_in(database, taken) == [
        ("person", "are you there?"),
        ("bot", NOBODY),
        ("person", "are you there?"),
    ]
    with database.reading() as session:
        assert has_conversation(session, taken) is None
        assert get_state(session, taken) == "asking"
        query = select(audit.c.action, audit.c.actor).order_by(audit.c.id.desc()).limit(1)
        assert tuple(session.execute(query).one()) == ("take_over_lapsed", None)


def test_an_answer_in_time_keeps_the_conversation_with_staff(database, taken, ana, clock, log):
    clock.turn(minutes=1)
    hears(log, taken, "t1")
    clock.turn(minutes=9)
    assert hears(log, taken, "t2") == "with_person"
    reply(database, taken, ana, "Here I am.", clock)
    clock.turn(minutes=30)
    assert hears(log, taken, "t3") == "with_person"


def test_where_a_text_conversation_lapses_the_phone_is_told_too(database, texting, ana, clock, log):
    with database.session() as session:
        take_over(session, texting, ana, clock)
    clock.turn(minutes=1)
    hears(log, texting, "t1")
    clock.turn(minutes=11)
    assert hears(log, texting, "t2") == "asking"
    assert texts_in(database) == [("+15005550006", "staff", NOBODY)]


def test_texts_go_to_the_phone_of_the_conversation_and_its_next_number_answers_what_was_asked(
    database, texting, clock
):
    with database.session() as session:
        to = number_to_text(session, texting)
        send_texts(session, texting, to, ["Ana: hello.", "And more."], clock())
        note_asked(session, to, "00000007", clock())
    assert [text for *_, text in texts_in(database)] == ["Ana: hello.", "And more."]
    with database.reading() as session:
        known = load_number(session, "n1")
    assert (known.asked, known.last_heard_at) == ("00000007", clock())


def test_who_stopped_texts_or_is_forgotten_cannot_be_texted(database, texting, conversation, clock):
    with database.session() as session:
        assert can_be_texted(session, texting)
        set_opted_out(session, "n1", True, clock())
        assert not can_be_texted(session, texting)
        with pytest.raises(CannotBeTexted, match="Call them"):
            number_to_text(session, conversation)
