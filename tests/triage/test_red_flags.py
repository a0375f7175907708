import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.assess import assess
from bot.triage.evidence import Answer
from bot.triage.red_flags import raised_flags
from tests.triage.conftest import CONTENT, case_of, cases

T2_WITH_A_MOVEMENT_CAUSE = [
    flag.id for flag in CONTENT.flags.values() if flag.tier == "T2" and flag.cause == "msk"
]


@pytest.mark.parametrize("flag", list(CONTENT.flags))
def test_a_flag_alone_has_its_tier_and_no_result_is_less_urgent(flag, content):
    case = case_of(**{flag: "yes"})
    assert [raised.tier for raised in raised_flags(case, content)] == [content.flags[flag].tier]
    assert assess(case, content).tier <= content.flags[flag].tier


@pytest.mark.parametrize("flag", list(CONTENT.flags))
def test_an_unsure_flag_counts_as_present_and_an_absent_one_does_not(flag, content):
    assert [raised.id for raised in raised_flags(case_of(**{flag: "unknown"}), content)] == [flag]
    assert raised_flags(case_of(**{flag: "no"}), content) == ()


@pytest.mark.parametrize(
    ("evidence", "tier"),
    [
        ({"age": "from_13_to_17"}, "T3"),
        ({"condition_stable": "no"}, "T2"),
        ({"surgery_past_year": "yes", "surgery_when": "under_6_weeks", "surgery_cleared": "no"}, "T2"),
        ({"surgery_past_year": "yes", "surgery_when": "under_6_weeks", "surgery_cleared": "yes"}, "T4"),
    ],
)
def test_answers_together_raise_a_flag(evidence, tier, content):
    assert assess(case_of(**evidence), content).tier == tier


def test_a_heart_event_that_a_doctor_cleared_is_a_caution(content):
    assert assess(case_of(recent_cardiac_event="yes"), content).tier == "T2"
    assert assess(case_of(recent_cardiac_event="yes", doctor_cleared="yes"), content).tier == "T3"


def test_a_swollen_calf_that_was_already_checked_drops_one_tier(content):
    case = case_of(dvt_suspected="yes", assessed_this_episode="yes")
    assert assess(case, content).tier == "T2"


@pytest.mark.parametrize(
    "flag", ["stroke_signs", "severe_breathing", "chest_pain_now", "suicidal_crisis", "cauda_equina"]
)
def test_brain_breath_heart_nerve_and_crisis_signs_never_drop(flag, content):
    case = case_of(**{flag: "yes", "assessed_this_episode": "yes"})
    assert assess(case, content).tier == "T0"


def test_a_movement_cause_alone_goes_to_the_sports_medicine_doctor(content):
    for flag in T2_WITH_A_MOVEMENT_CAUSE:
        assert assess(case_of(**{flag: "yes"}), content).professional == "sports_medicine_doctor"


def test_another_cause_beside_it_goes_to_the_other_doctor(content):
    case = case_of(**{T2_WITH_A_MOVEMENT_CAUSE[0]: "yes", "cancer_red_flags": "yes"})
    assert assess(case, content).professional is None


@given(cases(), st.sampled_from(list(CONTENT.flags)))
def test_adding_a_red_flag_never_lowers_the_tier(case, flag):
    before = assess(case.without([flag]), CONTENT).tier
    assert assess(case.told({flag: Answer("yes")}), CONTENT).tier <= before


@given(cases(), st.sampled_from(list(CONTENT.flags)))
def test_an_unsure_flag_that_turns_to_yes_changes_nothing(case, flag):
    unsure, sure = (case.told({flag: Answer(value)}) for value in ("unknown", "yes"))
    assert raised_flags(unsure, CONTENT) == raised_flags(sure, CONTENT)
