import pytest

from bot.evaluation.bars import broken_bars, broken_question_bars
from bot.evaluation.questions_asked import QuestionsAsked
from tests.evaluation.conftest import judged

RIGHT = judged("T1", "T1")
WRONG = judged("T4", "T4", labelled="physical_therapist", named="occupational_therapist")


def test_nothing_is_said_when_every_bar_holds():
    assert list(broken_bars("core", [RIGHT])) == []
    assert list(broken_question_bars(QuestionsAsked(6, 10, 14, (), ()))) == []


def test_one_case_below_its_tier_breaks_a_bar():
    (safety, route) = broken_bars("core", [RIGHT, judged("T0", "T1")])
    assert safety == "core: 1 answered below their true tier; none may be"
    assert route.startswith("core: exact route 50.0%")


def test_one_breach_of_scope_breaks_a_bar():
    (scope,) = broken_bars("core", [judged("T1", "T1", violations=("I1",))])
    assert "1 name somebody the evidence rules out" in scope


def test_nineteen_right_routes_in_twenty_are_enough_and_fewer_are_not():
    assert list(broken_bars("core", [RIGHT] * 19 + [WRONG])) == []
    assert len(list(broken_bars("core", [RIGHT] * 18 + [WRONG]))) == 1


@pytest.mark.parametrize(
    ("spread", "named"),
    [((6.5, 10, 14), "median 6.5"), ((6, 11, 14), "95th percentile 11"), ((6, 10, 15), "longest 15")],
)
def test_a_long_interview_breaks_the_bar_it_breaks(spread, named):
    (bar,) = broken_question_bars(QuestionsAsked(*spread, (), ()))
    assert named in bar
