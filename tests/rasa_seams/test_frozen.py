"""What many turns share cannot be changed by one."""

import json

import pytest

from bot.rasa_seams.frozen import Frozen, freeze

DATA = {"slots": {"a": {"values": [1, 2]}}, "intents": ["x"]}


def test_frozen_data_reads_like_the_original():
    frozen = freeze(DATA)

    assert frozen == DATA
    assert json.loads(json.dumps(frozen)) == DATA
    assert [*frozen["intents"], "y"] == ["x", "y"]
    assert isinstance(frozen["slots"], dict)
    assert isinstance(frozen["intents"], list)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(b=1),
        lambda data: data["slots"].pop("a"),
        lambda data: data["slots"].setdefault("b", 1),
        lambda data: data["slots"]["a"]["values"].append(3),
        lambda data: data["intents"].sort(),
        lambda data: data["intents"].__setitem__(0, "y"),
        lambda data: data.__delitem__("slots"),
        lambda data: data.__ior__({"b": 1}),
    ],
)
def test_it_cannot_be_changed_at_any_depth(change):
    frozen = freeze(DATA)

    with pytest.raises(Frozen):
        change(frozen)

    assert frozen == DATA


def test_the_original_stays_free():
    original = {"a": [1]}
    frozen = freeze(original)
    original["a"].append(2)

    assert frozen == {"a": [1]}
