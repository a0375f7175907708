"""Rasa's trackers: every event once and in order, or an error; never a blank tracker, never memory."""

import asyncio

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select, text

from bot.store.conversations import erase_conversation, is_erased
from bot.store.database import Database
from bot.store.errors import MalformedInput, StaleTracker
from bot.store.tracker_events import append_events, read_events, tracker_events
from bot.store.tracker_store import SignpostTrackerStore
from tests.store.tracker_turns import DOMAIN, read, save, texts, turn


def start(tracker):
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))


def test_a_tracker_comes_back_with_its_events_and_slots(store, conversation):
    tracker = read(store, conversation)
    start(tracker)
    turn(tracker, "knee")
    save(store, tracker)
    again = asyncio.run(store.retrieve_full_tracker(conversation))
    assert list(again.events) == list(tracker.events)
    assert again.get_slot("region") == "knee"


def test_a_conversation_without_events_has_no_tracker(store, conversation):
    assert asyncio.run(store.retrieve(conversation)) is None
    assert not asyncio.run(store.exists(conversation))
    assert list(read(store, conversation).events) == []
    assert asyncio.run(store.retrieve(conversation)) is None


def test_a_new_tracker_listens_when_it_is_asked_to(store, conversation):
    tracker = asyncio.run(store.get_or_create_tracker(conversation))
    assert [each.action_name for each in tracker.events] == ["action_listen"]
    assert asyncio.run(store.exists(conversation))


def test_only_new_events_are_stored(store, conversation, database):
    tracker = read(store, conversation)
    start(tracker)
    for said in ("knee", "hip"):
        turn(tracker, said)
        save(store, tracker)
        save(store, tracker)
    with database.reading() as session:
        numbers = session.execute(select(tracker_events.c.seq)).scalars().all()
    assert sorted(numbers) == list(range(len(tracker.events)))


def test_turns_add_up_over_reads_and_writes(store, conversation):
    for said in ("knee", "hip", "back"):
        tracker = read(store, conversation)
        turn(tracker, said)
        save(store, tracker)
    assert texts(read(store, conversation)) == ["knee", "hip", "back"]


def test_only_the_last_session_is_read_unless_all_are_asked_for(store, conversation):
    for said in ("knee", "hip", "back"):
        tracker = read(store, conversation)
        start(tracker)
        turn(tracker, said)
        save(store, tracker)
    assert texts(read(store, conversation)) == ["back"]
    assert isinstance(read(store, conversation).events[0], SessionStarted)
    whole = asyncio.run(store.retrieve_full_tracker(conversation))
    assert texts(whole) == ["knee", "hip", "back"]
    turn(whole, "neck")
    save(store, whole)
    assert texts(read(store, conversation)) == ["back", "neck"]


def test_it_reads_the_same_session_as_the_sql_store_of_rasa(store, conversation, tmp_path):
    stock = SQLTrackerStore(DOMAIN, db=str(tmp_path / "rasa.db"))
    for said in ("knee", "hip"):
        for each in (store, stock):
            tracker = read(each, conversation)
            start(tracker)
            turn(tracker, said)
            save(each, tracker)
    ours, theirs = (read(each, conversation) for each in (store, stock))
    assert [each.fingerprint() for each in ours.events] == [each.fingerprint() for each in theirs.events]
    assert ours.current_slot_values() == theirs.current_slot_values()


def test_of_two_turns_at_once_the_later_one_is_refused_whole(store, conversation, url, key):
    other_database = Database(url, key)
    other = SignpostTrackerStore(DOMAIN, store=other_database)
    tracker = read(store, conversation)
    start(tracker)
    save(store, tracker)
    first, second = read(store, conversation), read(other, conversation)
    turn(first, "chest")
    turn(second, "knee")
    save(store, first)
    with pytest.raises(StaleTracker, match="again"):
        save(other, second)
    assert texts(read(other, conversation)) == ["chest"]
    other_database.dispose()


def test_of_two_first_turns_at_once_the_later_one_is_refused(store, conversation):
    first, second = read(store, conversation), read(store, conversation)
    turn(first, "chest")
    turn(second, "knee")
    save(store, first)
    with pytest.raises(StaleTracker):
        save(store, second)
    assert texts(read(store, conversation)) == ["chest"]


def test_a_number_that_slipped_through_is_refused_by_the_database(database, conversation, clock, monkeypatch):
    with database.session() as session:
        append_events(session, conversation, [{"event": "user"}], 0, clock())
    monkeypatch.setattr("bot.store.tracker_events.func.max", lambda _: text("NULL"))
    with pytest.raises(StaleTracker), database.session() as session:
        append_events(session, conversation, [{"event": "slot"}], 0, clock())
    monkeypatch.undo()
    with database.reading() as session:
        assert read_events(session, conversation).events == ({"event": "user"},)


def test_a_copy_that_continues_the_stored_tracker_is_stored(store, conversation):
    tracker = read(store, conversation)
    start(tracker)
    turn(tracker, "knee")
    save(store, tracker)
    copied = read(store, conversation).copy()
    turn(copied, "hip")
    save(store, copied)
    assert texts(read(store, conversation)) == ["knee", "hip"]


def test_a_tracker_that_does_not_continue_the_stored_one_is_refused(store, conversation):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    save(store, tracker)
    stranger = DialogueStateTracker(conversation, DOMAIN.slots)
    turn(stranger, "hip")
    with pytest.raises(StaleTracker, match="does not continue"):
        save(store, stranger)


def test_a_limit_on_history_does_not_lose_events(store, conversation):
    tracker = asyncio.run(store.get_or_create_tracker(conversation, max_event_history=2))
    for said in ("knee", "hip"):
        turn(tracker, said)
        save(store, tracker)
    assert texts(read(store, conversation)) == ["knee", "hip"]
    assert store.max_event_history is None


def test_nothing_is_stored_for_an_erased_conversation(store, conversation, database):
    tracker = read(store, conversation)
    turn(tracker, "knee")
    save(store, tracker)
    with database.session() as session:
        erase_conversation(session, conversation)
    turn(tracker, "hip")
    save(store, tracker)
    late = read(store, conversation)
    assert list(late.events) == []
    turn(late, "back")
    save(store, late)
    with database.reading() as session:
        assert session.execute(select(tracker_events)).all() == []


def test_an_id_of_the_command_line_becomes_a_conversation_that_can_be_erased(store, database):
    tracker = read(store, "5f0c2b")
    turn(tracker, "knee")
    save(store, tracker)
    assert list(asyncio.run(store.keys())) == ["5f0c2b"]
    with database.session() as session:
        assert erase_conversation(session, "5f0c2b")
        assert is_erased(session, "5f0c2b")
    assert list(asyncio.run(store.keys())) == []


@pytest.mark.parametrize("strange", ["a\0b", "x" * 300, "two words"], ids=["NUL", "long", "spaced"])
def test_an_id_that_would_break_the_database_is_refused_and_kills_nothing(store, strange):
    with pytest.raises(MalformedInput, match="128"):
        read(store, strange)
