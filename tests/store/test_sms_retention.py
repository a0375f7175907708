"""Text messages are forgotten after their days; an opt-out is not."""

import pytest
from sqlalchemy import select

from bot.store.sms_inbox import message_digest, note_answered, receive, sms_inbox
from bot.store.sms_numbers import StoredNumber, load_number, note_number, save_number, set_opted_out
from bot.store.sms_outbox import NewText, add_texts, sms_outbox
from bot.store.sms_retention import expire_texts

ANA, BEN = "a" * 64, "b" * 64


@pytest.fixture
def texted(database, clock):
    with database.session() as session:
        for number_id in (ANA, BEN):
            note_number(session, number_id, "+15005550101")
            save_number(session, number_id, StoredNumber(None, None, clock(), told_version="v1"))
            row = {"received_at": clock(), "text": "hello", "media_count": 0, "has_location": False}
            receive(session, message_digest("twilio", number_id), number_id, turn_id=number_id, **row)
            note_answered(session, number_id, clock())
            texts = [NewText("hello", False, "notice")]
            add_texts(session, number_id, None, number_id, "+15005550101", texts, clock())
        set_opted_out(session, ANA, True, clock())


def test_texts_and_numbers_stay_for_their_days(database, clock, texted):
    clock.turn(days=30)
    assert expire_texts(database, 30, clock) == 0
    with database.reading() as session:
        assert load_number(session, BEN).number == "+15005550101"


def test_after_their_days_only_an_opt_out_is_left(database, clock, texted):
    clock.turn(days=30, seconds=1)
    assert expire_texts(database, 30, clock) == 4
    with database.reading() as session:
        assert session.execute(select(sms_inbox)).all() == []
        assert session.execute(select(sms_outbox)).all() == []
        assert load_number(session, BEN) is None
        assert load_number(session, ANA) == StoredNumber(None, opted_out=True)
