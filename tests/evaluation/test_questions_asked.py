from pathlib import Path

from bot.evaluation.judged import judge_interview
from bot.evaluation.questions_asked import percentile, questions_asked
from bot.evaluation.vignettes import load_vignettes
from bot.triage.longest_interview import longest_interview
from tests.evaluation.conftest import judged


def after(*asked):
    return judged("T4", "T4", asked=asked)


def test_the_percentile_is_a_number_that_was_reached():
    assert percentile(range(1, 101), 95) == 95
    assert percentile([1, 2, 3], 95) == 3
    assert percentile([7], 5) == 7


def test_the_spread_over_interviews_is_counted():
    spread = questions_asked([after(), after("age"), after("age", "goal"), after("age", "goal", "age")])
    assert (spread.median, spread.percentile_95, spread.most) == (1.5, 3, 3)
    assert spread.counts == ((0, 1), (1, 1), (2, 1), (3, 1))


def test_a_question_asked_twice_is_one_interview():
    assert questions_asked([after("age", "age"), after("goal"), after("age")]).often[0] == ("age", 2 / 3)


def test_the_published_figures_are_those_of_the_vignettes(content):
    vignettes = load_vignettes(Path("tests/vignettes"), content)
    spread = questions_asked([judge_interview(vignette, content) for vignette in vignettes])
    page = " ".join(Path("docs/safety.md").read_text(encoding="utf-8").split())
    assert f"Over the {len(vignettes)} vignettes" in page
    assert f"a median of {spread.median:g} questions after the opening" in page
    assert (
        f"the 95th percentile is {spread.percentile_95} and the longest interview has {spread.most}." in page
    )
    assert f"no interview has more than {longest_interview(content)} questions" in page
