"""What the whole suite shares: settings of its own, a store of its own, and the trained model."""

from __future__ import annotations

import logging
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.rasa_seams import without_tensorflow
from bot.this_clinic import follow

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
# One thread each, before numpy is imported: the matrices are small, and more threads mostly wait for each other.
for library in ("OPENBLAS", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
# As the server does, before anything imports Rasa: seconds instead of half a minute.
without_tensorflow.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: while it is driven its event loop runs, and others could not run theirs."""
    items.sort(key=lambda item: item.nodeid.startswith("tests/browser/"))


@pytest.fixture(scope="session", autouse=True)
def _settings_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The product's settings point at a throw-away database with a throw-away key."""
    os.environ["SIGNPOST_MODE"] = "demo"
    os.environ["SIGNPOST_KEY"] = urlsafe_b64encode(os.urandom(32)).decode()
    folder = tmp_path_factory.mktemp("store")
    os.environ["SIGNPOST_DATABASE_URL"] = f"sqlite:///{folder / 'signpost.db'}"
    os.environ["SIGNPOST_CLINIC_NAME"] = "Riverside Clinic"
    os.environ["SIGNPOST_CLINIC_PHONE"] = "555-0100"


@pytest.fixture(autouse=True)
def _own_clinic() -> Iterator[None]:
    """No test speaks for the clinic that an earlier one's front desk saved."""
    yield
    follow(None)


@pytest.fixture(scope="session")
def migrated(_settings_of_the_tests: None) -> None:
    """The throw-away database, with its tables."""
    from bot.store.migrate import migrate

    migrate(os.environ["SIGNPOST_DATABASE_URL"])


@pytest.fixture(scope="session")
def agent(migrated: None):
    """The trained model with the real actions and the real store, as the server loads it."""
    import structlog

    from bot.rasa_seams import patches
    from bot.rasa_seams.agent import load_agent, newest_model
    from bot.rasa_seams.conversation_lock import ConversationLocks
    from bot.rasa_seams.in_process_actions import InProcessActions
    from bot.store.tracker_store import SignpostTrackerStore

    assert newest_model(Path("bot/models"))
    # As the server does: otherwise every debug record of Rasa is put together and kept.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    patches.install()
    return load_agent(
        "bot/models",
        tracker_store=SignpostTrackerStore(None),
        lock_store=ConversationLocks(),
        action_endpoint=InProcessActions("bot.actions"),
    )


@pytest.fixture
def open_conversation(migrated: None) -> Callable[[], str]:
    """Opens a conversation in the store and gives its id."""
    from bot.store.conversations import open_conversation as opened
    from bot.store.database import database

    def open_one() -> str:
        with database().session() as session:
            return opened(session, "web", "en-US")

    return open_one
