"""Texts to send: each once, urgent ones first, each number's in order, ends that stay."""

import pytest
from sqlalchemy import select

from bot.store.alerts import raise_alert, see_alert, unseen_alerts
from bot.store.audit import audit
from bot.store.errors import MalformedInput
from bot.store.sms_delivery import cancel_waiting, end_text, note_event
from bot.store.sms_numbers import load_number, note_number
from bot.store.sms_outbox import (
    NewText,
    add_texts,
    is_open,
    note_retry,
    note_sent,
    other_carrier_ids,
    sms_outbox,
    take_due,
    unheard_of,
)
from bot.store.staff_texts import TextedNumber, send_texts

ANA, BEN = "a" * 64, "b" * 64
PHONE = "+15005550101"


@pytest.fixture
def adds(database, clock, conversation):
    """Put texts for a number into the outbox; how many were new."""

    def add(number_id, turn_id, *words, urgent=False):
        texts = [NewText(each, urgent, "notice") for each in words]
        with database.session() as session:
            note_number(session, number_id, PHONE)
            return add_texts(session, turn_id, conversation, number_id, PHONE, texts, clock())

    return add


@pytest.fixture
def take(database, clock):
    def taken():
        with database.session() as session:
            return take_due(session, clock(), 45)

    return taken


def rows(database):
    with database.reading() as session:
        return session.execute(select(sms_outbox).order_by(sms_outbox.c.number)).all()


def statuses(database):
    return [row.status for row in rows(database)]


def test_a_turn_is_answered_once(database, adds):
    assert adds(ANA, "t.1", "one", "two") == 2
    assert adds(ANA, "t.1", "one", "two") == 0
    assert len(rows(database)) == 2


def test_the_texts_of_a_number_go_one_after_the_other(database, adds, take, clock):
    adds(ANA, "t.1", "one", "two")
    first = take()
    assert first.text == "one"
    assert take() is None
    with database.session() as session:
        note_sent(session, first.id, "SM1", clock())
    assert take().text == "two"


def test_numbers_do_not_wait_for_each_other_and_emergencies_wait_for_nobody(adds, take):
    adds(ANA, "t.1", "one", "two")
    adds(BEN, "u.1", "other")
    adds(BEN, "u.2", "Call 911.", urgent=True)
    assert [text.text for text in (take(), take())] == ["Call 911.", "one"]


def test_a_text_that_was_not_taken_holds_back_the_next_ones_until_its_time(database, adds, take, clock):
    adds(ANA, "t.1", "one", "two")
    first = take()
    with database.session() as session:
        note_retry(session, first.id, clock.now.replace(minute=1), False, "20429")
    assert take() is None
    clock.turn(minutes=2)
    again = take()
    assert (again.text, again.attempts, again.doubtful) == ("one", 2, False)


def test_a_sending_that_was_left_behind_is_taken_again_with_a_doubt(adds, take, clock):
    adds(ANA, "t.1", "one")
    first = take()
    clock.turn(seconds=45)
    assert take() is None
    clock.turn(seconds=1)
    again = take()
    assert (first.doubtful, again.doubtful) == (False, True)
    assert again.first_tried_at == first.first_tried_at


def test_what_is_sent_is_wiped_and_its_carrier_id_known(database, adds, take, clock):
    adds(ANA, "t.1", "one")
    text = take()
    with database.session() as session:
        note_sent(session, text.id, "SM1", clock())
        assert other_carrier_ids(session, ANA, text.id) == frozenset()
        assert other_carrier_ids(session, ANA, "another") == {"SM1"}
    assert (rows(database)[0].text, rows(database)[0].recipient) == (None, None)


def test_a_callback_can_be_the_first_to_tell_that_a_text_was_taken(database, adds, take, clock):
    adds(ANA, "t.1", "one")
    text = take()
    with database.session() as session:
        note_retry(session, text.id, clock(), True, "http_503")
        assert is_open(session, text.id)
        note_event(session, text.id, "SM1", "sent", "", clock())
        assert not is_open(session, text.id)
    assert take() is None


def test_callbacks_in_any_order_end_a_text_once(database, adds, take, clock):
    adds(ANA, "t.1", "one", urgent=True)
    text = take()
    with database.session() as session:
        assert note_event(session, "", "SM1", "sent", "", clock()) is False
        assert note_event(session, text.id, "SM1", "delivered", "", clock())
        assert note_event(session, "", "SM1", "sent", "", clock())
        assert note_event(session, "", "SM1", "undelivered", "30003", clock())
        note_sent(session, text.id, "SM1", clock())
        assert unseen_alerts(session) == []
    assert (statuses(database), rows(database)[0].carrier_id) == (["delivered"], "SM1")


@pytest.mark.parametrize("end", ["undelivered", "failed", "opted_out"])
def test_an_emergency_that_does_not_arrive_raises_one_alert(database, adds, take, clock, conversation, end):
    adds(ANA, "t.1", "Call 911.", urgent=True)
    text = take()
    with database.session() as session:
        note_event(session, text.id, "SM1", end, "30003", clock())
        note_event(session, text.id, "SM1", end, "30003", clock())
        (alert,) = unseen_alerts(session)
        assert (alert.kind, alert.conversation_id) == ("emergency_text_undelivered", conversation)
        assert see_alert(session, alert.id, "sam", clock)
        assert not see_alert(session, alert.id, "kim", clock)
        assert unseen_alerts(session) == []
        line = session.execute(select(audit)).one()
        assert (line.action, line.detail) == ("alert_raised", "kind=emergency_text_undelivered")


def test_a_text_that_is_no_emergency_raises_none(database, adds, take, clock):
    adds(ANA, "t.1", "one")
    text = take()
    with database.session() as session:
        end_text(session, text.id, "failed", "21211", clock())
        assert unseen_alerts(session) == []
    assert statuses(database) == ["failed"]


@pytest.mark.parametrize("end", ["undelivered", "failed"])
def test_a_text_of_staff_that_does_not_arrive_raises_one_alert(database, take, clock, conversation, end):
    with database.session() as session:
        note_number(session, ANA, PHONE)
        send_texts(session, conversation, TextedNumber(ANA, PHONE), ["Hello?"], clock())
    text = take()
    with database.session() as session:
        note_event(session, text.id, "SM1", end, "30003", clock())
        note_event(session, text.id, "SM1", end, "30003", clock())
        (alert,) = unseen_alerts(session)
        assert (alert.kind, alert.conversation_id) == ("staff_text_undelivered", conversation)


@pytest.mark.parametrize("end", ["delivered", "opted_out"])
def test_a_text_of_staff_that_arrives_or_comes_after_stop_raises_none(
    database, take, clock, conversation, end
):
    with database.session() as session:
        note_number(session, ANA, PHONE)
        send_texts(session, conversation, TextedNumber(ANA, PHONE), ["Hello?"], clock())
    text = take()
    with database.session() as session:
        note_event(session, text.id, "SM1", end, "", clock())
        assert unseen_alerts(session) == []


def test_who_opts_out_gets_nothing_but_the_answer_to_that(database, adds, clock):
    adds(ANA, "t.1", "one")
    adds(ANA, "t.2", "You will get no more texts.")
    with database.session() as session:
        cancel_waiting(session, ANA, "t.2", clock())
        assert load_number(session, ANA).opted_out
    assert statuses(database) == ["opted_out", "waiting"]


def test_texts_of_which_nothing_was_heard_are_found(database, adds, take, clock):
    adds(ANA, "t.1", "one")
    with database.session() as session:
        note_sent(session, take_due(session, clock(), 45).id, "SM1", clock())
    sent_at = clock()
    clock.turn(seconds=1)
    with database.reading() as session:
        assert unheard_of(session, sent_at, 10) == []
        assert unheard_of(session, clock(), 10) == ["SM1"]


def test_an_alert_is_a_code_and_never_words(database, conversation):
    with database.session() as session, pytest.raises(MalformedInput):
        raise_alert(session, conversation, "my chest hurts")
