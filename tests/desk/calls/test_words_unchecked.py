"""Words that could not be checked for danger: staff are told, and neither the words nor the alert go by themselves."""

import pytest

from bot.desk.calls import ears
from bot.desk.calls.abandoned import end_abandoned
from bot.store.alerts import see_alert, unseen_alerts


def kept_alerts(phone):
    with phone.database.reading() as session:
        return [(alert.conversation_id, alert.kind) for alert in unseen_alerts(session)]


@pytest.fixture
def deaf(monkeypatch):
    """Nothing that is said can be read."""

    def broken(words):
        raise RuntimeError("the inside of it")

    monkeypatch.setattr("bot.desk.calls.hearing_words.screen", broken)


def test_words_that_cannot_be_checked_raise_an_alert_above_the_queue(phone, deaf):
    phone.begins(words="a sore knee")
    (first,) = kept_alerts(phone)
    phone.sends(answer="none", words="a sore knee")
    assert first == (phone.id, "call_words_unchecked")
    assert kept_alerts(phone) == [first, first]
    shown = phone.visitor.get("/queue").text
    assert "could not be checked for danger" in shown
    assert f'<a href="{phone.address}">Open the call</a>' in shown


def test_words_that_were_checked_raise_no_alert(phone):
    phone.begins(words="a sore knee").sends(answer="none", words="it is sore")
    assert kept_alerts(phone) == []


def test_words_that_cannot_be_checked_are_kept_and_staff_are_told(phone, deaf):
    phone.begins()
    shown = phone.sends(answer="none", words="a sore knee")
    assert "could not be checked for danger" in shown.text
    assert "tell them to call 911 now" in shown.text
    assert ears.listen_to("a sore knee", phone.clock().date()) is None


def somebody_is_on_it(phone, rita):
    with phone.database.session() as session:
        for alert in unseen_alerts(session):
            see_alert(session, alert.id, rita.staff_id, phone.clock)


def stands_as_not_assessed(phone):
    """In the queue, with what was said and its alert."""
    (queued,) = phone.queued()
    assert kept_alerts(phone) == [(phone.id, "call_words_unchecked")]
    return (queued.tier, queued.not_assessed, "messages" in phone.left()) == (None, True, True)


def test_a_call_that_is_stopped_keeps_them_until_somebody_looked(phone, deaf):
    phone.begins(words="a sore knee")
    shown = phone.sends("stop")
    assert stands_as_not_assessed(phone)
    assert "Not assessed" in shown.text
    assert "<q>a sore knee</q>" in shown.text
    opened = phone.visitor.get(phone.address)
    assert opened.headers["location"] == f"/cases/{phone.id}"


def test_a_call_that_was_left_keeps_them_until_somebody_looked(phone, deaf, clock):
    phone.begins(words="a sore knee")
    clock.turn(minutes=30)
    assert end_abandoned(phone.database, clock) == 1
    assert stands_as_not_assessed(phone)


def test_who_agreed_and_hangs_up_without_a_name_stands_there_too_while_nobody_looked(phone, deaf):
    phone.begins(words="a sore knee").until("goal", region="knee")
    phone.sends("stop")
    assert stands_as_not_assessed(phone)


def test_once_somebody_is_on_it_a_call_without_consent_is_erased_as_any(phone, deaf, rita):
    phone.begins(words="a sore knee")
    somebody_is_on_it(phone, rita)
    phone.sends("stop")
    assert (phone.left(), phone.queued()) == ({}, ())
    assert kept_alerts(phone) == []


def test_on_a_no_the_words_are_erased_and_the_alert_stays_without_them(phone, deaf, rita):
    phone.begins(words="a sore knee").until("consent", region="knee")
    phone.sends("consent", answer="no")
    assert (phone.left(), phone.queued(), phone.state()) == ({}, (), "ended")
    assert kept_alerts(phone) == [(None, "call_words_erased")]
    shown = phone.visitor.get("/queue").text
    assert "could not be checked for danger, and nothing of that call is kept" in shown
    assert phone.id not in shown
    somebody_is_on_it(phone, rita)
    assert "nothing of that call is kept" not in phone.visitor.get("/queue").text


@pytest.mark.parametrize("last", ["", "a sore knee"], ids=["said before", "said with the last answer"])
def test_of_a_child_who_is_alone_nothing_stays_but_such_an_alert(phone, deaf, last):
    before = "" if last else "a sore knee"
    phone.begins("other", words=before).until("guardian", region="knee", age="under_13")
    phone.sends(answer="no", words=last)
    assert (phone.left(), phone.queued(), phone.state()) == ({}, (), "ended")
    assert kept_alerts(phone) == [(None, "call_words_erased")]
