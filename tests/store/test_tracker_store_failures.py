"""What the tracker store cannot read or write is an error and never a blank tracker."""

import pytest
from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import DamagedRecord, StoreUnavailable, WrongKey
from bot.store.tracker_events import append_events
from bot.store.tracker_store import SignpostTrackerStore
from tests.store.tracker_turns import DOMAIN, read, save, texts, turn


def test_a_failed_read_is_an_error_and_not_a_blank_tracker(store, conversation, database):
    with database.session() as session:
        session.execute(text("ALTER TABLE tracker_events RENAME TO elsewhere"))
    with pytest.raises(StoreUnavailable):
        read(store, conversation)


def test_a_failed_write_is_an_error_and_can_be_tried_again(store, conversation, database):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    with database.session() as session:
        session.execute(text("ALTER TABLE tracker_events RENAME TO elsewhere"))
    with pytest.raises(StoreUnavailable):
        save(store, tracker)
    with database.session() as session:
        session.execute(text("ALTER TABLE elsewhere RENAME TO tracker_events"))
    save(store, tracker)
    assert texts(read(store, conversation)) == ["knee"]


def test_a_wrong_key_is_an_error_and_not_a_blank_tracker(store, conversation, url, other_key):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    save(store, tracker)
    wrong = Database(url, other_key)
    with pytest.raises(WrongKey, match="SIGNPOST_KEY"):
        read(SignpostTrackerStore(DOMAIN, store=wrong), conversation)
    wrong.dispose()


@pytest.mark.parametrize("event", [{"event": "from a later version"}, {"event": "user", "parse_data": 3}, {}])
def test_an_event_that_cannot_be_replayed_is_an_error(store, conversation, database, clock, event):
    with database.session() as session:
        append_events(session, conversation, [event], 0, clock())
    with pytest.raises(DamagedRecord):
        read(store, conversation)


def test_an_event_that_was_changed_on_the_disk_is_an_error(store, conversation, database):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    save(store, tracker)
    with database.session() as session:
        session.execute(text("UPDATE tracker_events SET body = 'spoiled' WHERE seq = 1"))
    with pytest.raises(DamagedRecord):
        read(store, conversation)


def test_a_cancelled_turn_has_no_point_at_which_half_is_stored(store, conversation):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    saving = store.save(tracker)
    with pytest.raises(StopIteration):
        saving.send(None)
    assert texts(read(store, conversation)) == ["knee"]
