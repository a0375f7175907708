"""The tracker store as Rasa makes it, from its dotted path and the settings."""

import warnings

import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore, check_if_tracker_store_async
from rasa.utils.endpoints import EndpointConfig

from bot.settings import settings
from bot.store.database import database as database_of_process
from bot.store.errors import StoreUnavailable
from bot.store.tracker_store import SignpostTrackerStore
from tests.store.tracker_turns import DOMAIN, read, save, turn

PATH = "bot.store.tracker_store.SignpostTrackerStore"


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
