"""When each question is asked, and a near case in which it is not."""

from pathlib import Path

import pytest

from bot.evaluation.table_files import load_tables
from tests.triage.conftest import CONTENT

CASES = load_tables(Path(__file__).parent, CONTENT).questions


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_question_is_asked_when_it_should_be(case):
    assert case.broken_by(CONTENT) is None


@pytest.mark.parametrize("question", list(CONTENT.questions))
def test_every_question_has_a_case_with_it_and_one_without(question):
    own = [case for case in CASES if case.question == question]
    assert any(case.asks for case in own)
    assert any(not case.asks for case in own)


@pytest.mark.parametrize("question", list(CONTENT.questions))
def test_every_fact_of_a_tick_list_is_asked_in_a_case(question):
    asked = {fact for case in CASES if case.question == question for fact in case.asks}
    assert asked == set(CONTENT.questions[question].asks)
