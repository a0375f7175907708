"""Actions run in this process, isolated, and every failure ends the turn."""

import asyncio
import copy
import json

import pytest
from rasa.utils.endpoints import ClientResponseError

from bot.rasa_seams.in_process_actions import ActionsNotLoaded, InProcessActions
from bot.rasa_seams.turn_aborted import TurnAborted

TRACKER = {
    "sender_id": "web:x", "slots": {"seen": None}, "latest_message": {"text": "hi", "metadata": {}},
    "events": [], "paused": False, "followup_action": None, "active_loop": {},
    "latest_action_name": None,
}  # fmt: skip
DOMAIN = {"intents": ["greet"], "slots": {}}


@pytest.fixture(scope="module")
def actions(toy):
    return InProcessActions("toy_actions", timeout=0.2)


def call(actions, name, tracker=None, domain=None):
    body = {"next_action": name, "sender_id": "web:x", "version": "3.6.21"}
    body["tracker"] = copy.deepcopy(TRACKER) if tracker is None else tracker
    body["domain"] = copy.deepcopy(DOMAIN) if domain is None else domain
    return asyncio.run(actions.request(json=body, method="post", timeout=99, compress=False))


def test_an_action_returns_its_events_and_responses(actions):
    result = call(actions, "action_work")

    assert result["events"] == [{"event": "slot", "timestamp": None, "name": "seen", "value": "by event"}]
    assert result["responses"][0]["text"] == "Worked"


def test_an_action_cannot_change_rasas_tracker_or_domain(actions):
    tracker, domain = copy.deepcopy(TRACKER), copy.deepcopy(DOMAIN)

    call(actions, "action_work", tracker, domain)
    with pytest.raises(TurnAborted):
        call(actions, "action_greedy", tracker, domain)

    assert (tracker, domain) == (TRACKER, DOMAIN)


def test_a_rejection_keeps_its_meaning_and_loses_its_words(actions):
    with pytest.raises(ClientResponseError) as raised:
        call(actions, "action_reject")

    assert raised.value.status == 400
    assert json.loads(raised.value.text) == {"action_name": "action_reject", "error": "rejected"}


@pytest.mark.parametrize(
    "name",
    ["action_crash", "action_slow", "action_not_json", "action_unknown_event", "action_half_event",
     "action_that_is_not_there"],
)  # fmt: skip
def test_every_other_failure_aborts_the_turn_without_words(actions, name, caplog):
    with pytest.raises(TurnAborted) as raised:
        call(actions, name)

    assert str(raised.value) == name
    assert raised.value.__cause__ is None
    assert name in caplog.text
    assert "chest" not in caplog.text


def test_a_turn_aborted_passes_where_rasa_catches_every_exception():
    assert not issubclass(TurnAborted, Exception)


def test_only_the_named_package_is_registered(actions):
    assert "action_work" in actions.names
    assert all(name.startswith("action_") for name in actions.names)
    assert "validate_intake_form" not in actions.names


def test_a_package_that_cannot_be_imported_is_a_clear_error():
    with pytest.raises(ActionsNotLoaded, match="no_such_package"):
        InProcessActions("no_such_package")
