import pytest

from bot.evaluation.understanding.danger_scores import (
    danger_found,
    no_confirming_question,
    no_direct_alarm,
    same_sign,
)
from tests.evaluation.understanding.conftest import reading, rights


@pytest.mark.parametrize(
    ("heard", "is_found", "is_same"),
    [
        (("dvt_suspected",), True, True),
        (("dvt_suspected?",), True, True),
        (("stroke_signs",), True, False),
        (("stroke_signs?",), True, False),
        (("unexplained_lump",), False, False),
        (("dvt_suspected=no",), False, False),
        ((), False, False),
    ],
)
def test_a_sign_is_found_when_one_as_urgent_is_raised_even_with_a_doubt(
    sets, content, heard, is_found, is_same
):
    texts, readings = [sets.red_flags[1]], [reading(*heard)]
    assert rights(list(danger_found(texts, readings, content))) == [is_found]
    assert rights(list(same_sign(texts, readings, content))) == [is_same]


def test_signs_are_counted_by_tier_and_by_angle(sets, content):
    judged = list(danger_found(sets.red_flags, [reading(), reading()], content))
    assert [one.groups for one in judged] == [
        {"tier": "T0", "angle": "euphemism"},
        {"tier": "T1", "angle": "plain"},
    ]


@pytest.mark.parametrize(
    ("heard", "direct", "asked"),
    [
        ((), False, False),
        (("chest_pain_now",), True, False),
        (("chest_pain_now?",), False, True),
        (("chest_pain_now?", "dvt_suspected"), True, False),
        (("chest_pain_now=no",), False, False),
        (("falls_risk",), False, False),
        (("region=knee",), False, False),
    ],
)
def test_a_look_alike_alarms_at_once_or_asks_or_does_neither(sets, content, heard, direct, asked):
    texts, readings = sets.look_alikes, [reading(*heard)]
    assert rights(list(no_direct_alarm(texts, readings, content))) == [not direct]
    assert rights(list(no_confirming_question(texts, readings, content))) == [not asked]


def test_the_tiers_these_tests_lean_on_are_those_of_the_content(content):
    names = ("chest_pain_now", "stroke_signs", "dvt_suspected", "unexplained_lump", "falls_risk")
    assert [content.flags[name].tier for name in names] == ["T0", "T0", "T1", "T2", "T3"]
