import pytest

from bot.triage.conditions import BadCondition, ConditionReader, holds

VOCABULARY = {
    "goal": {name: frozenset({name}) for name in ("rest", "run", "swim")}
    | {"sport": frozenset({"run", "swim"})},
    "sore": {name: frozenset({name}) for name in ("yes", "no", "unknown")},
}
READER = ConditionReader(VOCABULARY, {})


def value_of(**values):
    return lambda fact: values.get(fact, "unknown")


@pytest.mark.parametrize(
    ("raw", "true_for", "false_for"),
    [
        ({"goal": ["sport"]}, {"goal": "swim"}, {"goal": "rest"}),
        ({"goal": ["run"], "sore": [True]}, {"goal": "run", "sore": "yes"}, {"goal": "run"}),
        ({"any": [{"goal": ["rest"]}, {"sore": [False]}]}, {"sore": "no"}, {"goal": "run"}),
        ({"not": {"sore": ["yes"]}}, {}, {"sore": "yes"}),
        ({"sore": ["unknown"]}, {}, {"sore": "no"}),
    ],
)
def test_a_condition_holds_for_what_it_says(raw, true_for, false_for):
    condition = READER.read(raw)
    assert holds(condition, value_of(**true_for))
    assert not holds(condition, value_of(**false_for))


@pytest.mark.parametrize(
    ("raw", "cure"),
    [
        ({"gaol": ["run"]}, "no fact is called 'gaol'"),
        ({"goal": ["fly"]}, "goal has no value 'fly'"),
        ({"goal": "run"}, "takes a list"),
        ({"any": []}, "takes a list that is not empty"),
        ({"is": "sporty"}, "nothing is defined as 'sporty'"),
        (["goal"], "a condition is a mapping"),
    ],
)
def test_a_condition_that_names_what_is_not_there_is_refused_with_the_cure(raw, cure):
    with pytest.raises(BadCondition, match=cure):
        READER.read(raw)
