import pytest
from hypothesis import given

from bot.triage.evidence import Answer, Case, MalformedCase
from tests.triage.conftest import case_of, cases


def test_an_unasked_fact_has_no_value_and_an_unsure_one_is_unknown():
    case = case_of(pain="unknown")
    assert case.value("pain") == "unknown"
    assert case.value("age") is None


def test_a_later_answer_replaces_an_earlier_one():
    case = case_of(side="right").told({"side": Answer("left", "actually it's my left knee")})
    assert case.answers["side"] == Answer("left", "actually it's my left knee")


def test_going_back_undoes_exactly_the_last_answered_question():
    before = case_of(goal="fitness").told({"age": Answer("from_65")}, "age")
    case = before.told({"heart_condition": Answer("no"), "lung_condition": Answer("yes")}, "conditions")
    assert case.went_back() == (before, "conditions")


def test_there_is_nothing_to_go_back_to_at_the_start():
    assert case_of(goal="fitness").went_back() is None


def test_answering_a_question_again_leaves_one_step():
    case = Case().told({"pain": Answer("3")}, "pain").told({"pain": Answer("7")}, "pain")
    assert [step.question for step in case.steps] == ["pain"]


@given(cases())
def test_a_case_comes_back_from_json_as_it_was(case):
    assert Case.from_json(case.to_json()) == case


@pytest.mark.parametrize("data", [{"answers": 3, "steps": []}, {"answers": {"a": {}}, "steps": []}, {}])
def test_a_stored_case_of_another_shape_is_refused(data):
    with pytest.raises(MalformedCase):
        Case.from_json(data)
