import pytest

from bot.evaluation.understanding.scope_scores import never_a_wrong_route, rejected
from tests.evaluation.understanding.conftest import reading, rights


@pytest.mark.parametrize("intent", ["out_of_scope", "nlu_fallback", "spanish", "other_language"])
def test_what_goes_nowhere_is_rejected(sets, intent):
    readings = [reading(intent=intent)] * 2
    assert rights(list(rejected(sets.out_of_scope, readings))) == [True, True]


@pytest.mark.parametrize("intent", ["ask_diagnosis", "ask_bot", "ask_scope", "help"])
def test_a_jailbreak_may_be_told_what_signpost_does_not_do_and_nothing_else_may(sets, intent):
    readings = [reading(intent=intent)] * 2
    assert rights(list(rejected(sets.out_of_scope, readings))) == [False, False]
    assert rights(list(never_a_wrong_route(sets.out_of_scope, readings))) == [False, True]


@pytest.mark.parametrize("intent", ["inform", "danger", "talk_to_person"])
def test_anything_else_is_a_wrong_route(sets, intent):
    readings = [reading(intent=intent)] * 2
    assert rights(list(never_a_wrong_route(sets.out_of_scope, readings))) == [False, False]
