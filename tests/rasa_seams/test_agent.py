"""Rasa's agent, failing closed."""

import asyncio
import uuid

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot.channels.messages import CollectedReplies
from bot.rasa_seams.agent import (
    BotAgent,
    NoModel,
    WrongTrackerStore,
    harden,
    load_agent,
    newest_model,
    require_store,
)
from bot.rasa_seams.conversation_lock import ConversationLocks
from bot.rasa_seams.in_process_actions import InProcessActions
from bot.rasa_seams.turn_aborted import TurnAborted

START = {"name": "start", "confidence": 1.0}


@pytest.fixture(scope="module")
def agent(toy):
    return load_agent(
        toy / "models",
        tracker_store=InMemoryTrackerStore(Domain.empty()),
        lock_store=ConversationLocks(wait_seconds=1),
        action_endpoint=InProcessActions("toy_actions"),
    )


def say(agent, sender, text, **message):
    replies = CollectedReplies()
    user_message = UserMessage(text, replies, sender, input_channel="web", **message)
    asyncio.run(agent.handle_message(user_message))
    return [uttered.get("text") for uttered in replies.uttered]


def stored_events(agent, sender):
    tracker = asyncio.run(agent.tracker_store.retrieve(sender))
    return [] if tracker is None else list(tracker.events)


@pytest.fixture
def sender():
    return uuid.uuid4().hex


def test_words_and_actions_are_answered(agent, sender):
    assert say(agent, sender, "hello") == ["Hi"]
    assert say(agent, sender, "work") == ["Worked"]


def test_the_opening_intent_reaches_its_action_with_its_metadata(agent, sender):
    parsed = {"text": "", "intent": START, "entities": [], "intent_ranking": [START]}

    assert say(agent, sender, "", parse_data=parsed, metadata={"locale": "en-US"}) == ["Welcome en-US"]


@pytest.mark.parametrize("broken", ["crash", "loop"])
def test_a_failed_action_aborts_the_turn_and_nothing_of_it_is_stored(agent, sender, broken, caplog):
    say(agent, sender, "hello")
    before = stored_events(agent, sender)

    with pytest.raises(TurnAborted):
        say(agent, sender, broken)

    assert stored_events(agent, sender) == before
    assert "chest" not in caplog.text
    assert len(agent.lock_store) == 0
    assert say(agent, sender, "work") == ["Worked"]


def test_stock_rasa_goes_on_after_a_failed_action_until_it_is_hardened(toy, sender):
    stock = Agent(
        tracker_store=InMemoryTrackerStore(Domain.empty()),
        action_endpoint=_Unreachable("toy_actions"),
    )
    stock.load_model(newest_model(toy / "models"))
    assert isinstance(stock.tracker_store, FailSafeTrackerStore)
    assert say(stock, sender, "work") == []

    harden(stock)

    require_store(stock, InMemoryTrackerStore)
    with pytest.raises(TurnAborted):
        say(stock, sender, "work")


class _Unreachable(InProcessActions):
    async def request(self, *args, **kwargs):
        raise ConnectionError("my chest hurts")


def test_the_store_is_the_one_given_and_any_other_is_refused(agent, toy):
    require_store(agent, InMemoryTrackerStore)
    wrapped = Agent(tracker_store=InMemoryTrackerStore(Domain.empty()))
    with pytest.raises(WrongTrackerStore, match="FailSafeTrackerStore"):
        require_store(wrapped, InMemoryTrackerStore)

    class Other(InMemoryTrackerStore):
        pass

    with pytest.raises(WrongTrackerStore):
        require_store(agent, Other)
    assert BotAgent().tracker_store.__class__ is InMemoryTrackerStore


def test_a_store_that_cannot_save_ends_the_turn_with_its_own_error(agent, sender, monkeypatch):
    async def no_save(tracker):
        raise ConnectionError

    monkeypatch.setattr(agent.tracker_store, "save", no_save)

    with pytest.raises(ConnectionError):
        say(agent, sender, "hello")


def test_without_a_model_the_error_says_what_to_run(tmp_path):
    with pytest.raises(NoModel, match="make train"):
        newest_model(tmp_path)
    with pytest.raises(NoModel):
        load_agent(tmp_path / "missing")


def test_the_newest_archive_is_served(tmp_path):
    import os

    for age, name in enumerate(["b.tar.gz", "c.tar.gz", "a.tar.gz"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))

    assert newest_model(tmp_path).name == "b.tar.gz"
