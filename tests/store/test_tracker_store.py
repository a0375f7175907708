"""Rasa's trackers: every event once and in order, or an error; never a blank tracker, never memory."""

import asyncio
import warnings

import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore, check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import select, text

from bot.settings import settings
from bot.store.conversations import erase_conversation, is_erased
from bot.store.database import Database
from bot.store.database import database as database_of_process
from bot.store.errors import DamagedRecord, MalformedInput, StaleTracker, StoreUnavailable, WrongKey
from bot.store.tracker_events import append_events, read_events, tracker_events
from bot.store.tracker_store import SignpostTrackerStore

DOMAIN = Domain.from_yaml(
    "intents: [inform]\nslots:\n  region:\n    type: text\n    mappings: [{type: custom}]\n"
)
PATH = "bot.store.tracker_store.SignpostTrackerStore"


@pytest.fixture
def store(database, clock):
    return SignpostTrackerStore(DOMAIN, store=database, clock=clock)


def read(store, conversation):
    return asyncio.run(store.get_or_create_tracker(conversation, append_action_listen=False))


def turn(tracker, said):
    tracker.update(UserUttered(said, {"name": "inform"}))
    tracker.update(SlotSet("region", said))
    tracker.update(BotUttered(f"About your {said}."))
    tracker.update(ActionExecuted("action_listen"))


def start(tracker):
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))


def save(store, tracker):
    asyncio.run(store.save(tracker))


def texts(tracker):
    return [each.text for each in tracker.events if isinstance(each, UserUttered)]


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


@pytest.fixture
def from_settings(monkeypatch, sqlite_url, key):
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SIGNPOST_KEY", key)
    settings.cache_clear()
    database_of_process.cache_clear()
    yield
    settings.cache_clear()
    database_of_process.cache_clear()


def test_rasa_makes_it_from_its_dotted_path(from_settings):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = TrackerStore.create(EndpointConfig(type=PATH), DOMAIN)
    assert type(made) is SignpostTrackerStore
    assert check_if_tracker_store_async(made)
    tracker = read(made, "5f0c2b")
    turn(tracker, "knee")
    save(made, tracker)
    assert read(made, "5f0c2b").get_slot("region") == "knee"


@pytest.mark.parametrize("missing", [ImportError, AttributeError])
def test_a_missing_driver_does_not_become_a_store_in_memory(from_settings, monkeypatch, missing):
    def fail():
        raise missing("no driver")

    monkeypatch.setattr("bot.store.tracker_store.database", fail)
    with pytest.raises(StoreUnavailable, match="driver"):
        TrackerStore.create(EndpointConfig(type=PATH), DOMAIN)


def test_an_event_broker_is_refused(database):
    class Broker(EventBroker):
        pass

    with pytest.raises(StoreUnavailable, match="event_broker"):
        SignpostTrackerStore(DOMAIN, Broker(), store=database)
