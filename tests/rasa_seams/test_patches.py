"""The speed patches answer exactly as Rasa's own functions do."""

import jsonschema
import pytest
import rasa.shared.utils.common
import rasa.shared.utils.validation
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.slots import Slot
from rasa.shared.exceptions import YamlException

from bot.rasa_seams import patches

GOOD = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": None}], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": {"b": [1, 2.5, True]}}]},
    {"events": [{"event": "followup", "name": "action_x"}], "responses": [{"text": "hi"}]},
    {"events": [{"event": "bot", "text": "hi", "data": {"buttons": None}}], "responses": [{}]},
    {"events": [{"event": "active_loop", "name": None}], "more": 1},
    {"events": [{"event": "user", "text": None, "parse_data": {"entities": []}}]},
]
BAD = [
    [], None, "text", 5, {"events": {}}, {"events": None}, {"responses": {}}, {"responses": [5]},
    {"events": ["slot"]}, {"events": [{"event": "nothing such"}]}, {"events": [{}]},
    {"events": [{"event": "slot"}]}, {"events": [{"event": ["slot"]}]}, {"events": [{"event": 5}]},
    {"events": [{"event": "followup", "timestamp": "noon"}]}, {"events": [{"event": "bot", "metadata": []}]},
    {"events": [{"event": "action", "hide_rule_turn": "no"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1}, {"event": "entities"}]},
    {"events": [{"event": "user", "parse_data": {"entities": [{"entity": "x"}]}}]},
]  # fmt: skip


@pytest.fixture(autouse=True)
def patched():
    patches.install()
    yield
    patches.uninstall()


def accepts(validate, result):
    try:
        return validate(RemoteAction("a", None), result)
    except jsonschema.ValidationError:
        return False


@pytest.mark.parametrize("result", GOOD + BAD)
def test_the_patched_validation_decides_as_the_original(result):
    original = accepts(patches.original_validate_action_result, result)

    assert RemoteAction._validate_action_result is not patches.original_validate_action_result
    assert accepts(RemoteAction._validate_action_result, result) is original


def test_the_corpus_has_both_kinds():
    decisions = [accepts(patches.original_validate_action_result, result) for result in GOOD + BAD]

    assert decisions[: len(GOOD)] == [True] * len(GOOD)
    assert False in decisions


@pytest.mark.parametrize("base", [Event, Slot])
def test_the_patched_subclasses_are_the_original_ones_in_their_order(base):
    assert rasa.shared.utils.common.all_subclasses is patches.all_subclasses
    assert rasa.shared.utils.common.all_subclasses(base) == patches.original_all_subclasses(base)


def test_a_caller_cannot_spoil_the_kept_answer():
    rasa.shared.utils.common.all_subclasses(Event).clear()

    [event] = deserialise_events([{"event": "slot", "name": "a", "value": "b"}])
    assert event.type_name == "slot"


def test_they_can_be_taken_off():
    patches.uninstall()

    assert rasa.shared.utils.common.all_subclasses is patches.original_all_subclasses
    assert RemoteAction._validate_action_result is patches.original_validate_action_result


def test_a_trusted_domain_is_the_same_domain_and_checking_comes_back():
    checking = rasa.shared.utils.validation.validate_yaml_schema
    text = 'version: "3.1"\nintents: [greet]\nslots: {a: {type: text, mappings: [{type: custom}]}}\n'
    broken = 'version: "3.1"\nintents: 5\n'
    with patches.trusted_domain():
        trusted = Domain.from_yaml(text)
        assert rasa.shared.utils.validation.validate_yaml_schema is not checking

    assert trusted.as_dict() == Domain.from_yaml(text).as_dict()
    assert trusted.fingerprint() == Domain.from_yaml(text).fingerprint()
    assert rasa.shared.utils.validation.validate_yaml_schema is checking
    with pytest.raises(YamlException):
        Domain.from_yaml(broken)
