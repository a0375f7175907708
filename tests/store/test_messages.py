"""Messages: how a moment is written for the chat API."""

from datetime import datetime, timedelta, timezone

from bot.store.messages import add_messages, iso_time, read_messages


def test_a_moment_is_written_in_utc():
    here = datetime(2026, 11, 21, 14, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert iso_time(here) == "2026-11-21T19:00:00.000Z"


def test_a_message_of_staff_follows_the_others(database, conversation, clock):
    with database.session() as session:
        add_messages(session, conversation, [{"from": "bot", "text": "Hello."}], clock())
        add_messages(session, conversation, [{"from": "staff", "text": "We call you."}], clock())
        found = read_messages(session, conversation)
    assert [(each["id"], each["from"]) for each in found] == [("00000001", "bot"), ("00000002", "staff")]


def test_storing_a_message_does_not_change_the_one_given(database, conversation, clock):
    given = {"from": "bot", "text": "Hello.", "result": None}
    with database.session() as session:
        add_messages(session, conversation, [given], clock())
        assert "result" in read_messages(session, conversation)[0]
    assert given == {"from": "bot", "text": "Hello.", "result": None}
