import pytest

from bot.evaluation import metrics
from bot.evaluation.metrics import Share
from tests.evaluation.conftest import judged

TOO_URGENT = judged("T4", "T0")
NOT_URGENT_ENOUGH = judged("T0", "T4")
RIGHT = judged("T1", "T1")
ONE_TIER_LOW = judged("T2", "T3")
CASES = [TOO_URGENT, NOT_URGENT_ENOUGH, RIGHT, ONE_TIER_LOW]


def test_advice_more_urgent_than_the_truth_is_over_triage_and_never_under_triage():
    # The published symptomcheckR function had this the wrong way round (reference 5.2).
    assert metrics.over_triage([TOO_URGENT]) == Share(1, 1)
    assert metrics.under_triage([TOO_URGENT]) == Share(0, 1)
    assert metrics.over_triage([NOT_URGENT_ENOUGH]) == Share(0, 1)
    assert metrics.under_triage([NOT_URGENT_ENOUGH]) == Share(1, 1)


def test_over_triage_is_safe_and_under_triage_is_not():
    assert metrics.strict_safety([TOO_URGENT]) == Share(1, 1)
    assert metrics.strict_safety([NOT_URGENT_ENOUGH]) == Share(0, 1)


def test_the_inclination_is_the_share_of_wrong_tiers_that_were_too_urgent():
    assert metrics.inclination_to_over_triage(CASES) == Share(1, 3)


def test_one_tier_low_is_unsafe_strictly_and_safe_leniently():
    assert metrics.strict_safety([ONE_TIER_LOW]) == Share(0, 1)
    assert metrics.lenient_safety([ONE_TIER_LOW]) == Share(1, 1)
    assert metrics.lenient_safety([NOT_URGENT_ENOUGH]) == Share(0, 1)


def test_right_over_and_under_add_up_to_all_cases():
    parts = (metrics.exact_tier, metrics.over_triage, metrics.under_triage)
    assert sum(part(CASES).hits for part in parts) == len(CASES)


def test_the_upper_end_of_an_interval_is_not_its_lower_end():
    # The published function wrote one over the other (reference 5.2).
    low, high = metrics.exact_tier(CASES).interval
    assert low < metrics.exact_tier(CASES).value < high


def test_a_route_is_exact_only_when_outcome_and_professional_are_right():
    right = judged("T4", "T4", labelled="physical_therapist", named="physical_therapist")
    other = judged("T4", "T4", labelled="physical_therapist", named="sports_medicine_doctor")
    nobody = judged("T4", "T4", labelled="physical_therapist")
    assert metrics.exact_route([right, other, nobody]) == Share(1, 3)


def test_the_top_two_take_what_the_label_accepts_and_what_the_result_lists():
    accepted = judged(
        "T4", "T4", labelled="physical_therapist", named="occupational_therapist",
        acceptable=("occupational_therapist",),
    )  # fmt: skip
    listed = judged(
        "T4", "T4", labelled="physical_therapist", named="occupational_therapist",
        alternates=("physical_therapist",),
    )  # fmt: skip
    neither = judged("T4", "T4", labelled="physical_therapist", named="occupational_therapist")
    assert metrics.top_two([accepted, listed, neither]) == Share(2, 3)


def test_an_urgent_answer_is_not_in_the_top_two_because_nobody_is_named():
    assert metrics.top_two([judged("T4", "T0", labelled="physical_therapist")]) == Share(0, 1)


def test_sensitivity_counts_only_cases_that_are_truly_urgent():
    assert metrics.sensitivity(CASES, ("T0",)) == Share(0, 1)
    assert metrics.sensitivity(CASES, ("T0", "T1")) == Share(1, 2)


def test_a_false_alarm_is_a_harmless_case_sent_to_urgent_care():
    assert metrics.false_alarms([TOO_URGENT, judged("T4", "T3"), RIGHT]) == Share(1, 2)


def test_one_breach_of_scope_makes_a_result_out_of_scope():
    assert metrics.in_scope([judged("T4", "T4", violations=("I1", "X.urgent")), RIGHT]) == Share(1, 2)


def test_handing_over_to_a_person_is_not_advice():
    assert metrics.advised([judged("T4", "T4"), RIGHT]) == Share(1, 2)


@pytest.mark.parametrize("measure", [metrics.exact_tier, metrics.strict_safety, metrics.false_alarms])
def test_a_share_of_no_cases_says_nothing(measure):
    assert (measure([]).value, measure([]).interval) == (0.0, (0.0, 1.0))
