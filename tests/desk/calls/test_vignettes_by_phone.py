"""Every labelled case, held as a call, with the questions about danger first."""

import pytest

from bot.evaluation.vignettes import load_vignettes
from bot.triage.assess import assess
from tests.desk.calls.by_phone import CONTENT, hold, turn_of
from tests.review.assembled import VIGNETTES

ALL = load_vignettes(VIGNETTES, CONTENT)


@pytest.mark.parametrize("vignette", ALL, ids=lambda each: each.id)
def test_a_call_ends_where_the_label_says(vignette):
    turn, _ = hold(turn_of(vignette.opening(CONTENT)), lambda fact: vignette.answer(fact, CONTENT).value)
    found, label = assess(turn.case, CONTENT), vignette.label
    assert (found.outcome, found.professional) == (label.outcome, label.professional)
