"""The short way through danger: it finds whatever the whole interview would, in at most six questions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.vignettes import load_vignettes
from bot.triage.assess import assess
from bot.triage.conditions import holds
from bot.triage.danger_path import asks_about_danger, next_danger_question
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, next_question
from bot.triage.red_flags import level_of
from tests.review.assembled import VIGNETTES
from tests.triage.conftest import CONTENT, case_of, cases

MOST_QUESTIONS = 6
DANGER = {question.id for question in CONTENT.questions.values() if asks_about_danger(question, CONTENT)}
REGIONS = CONTENT.facts["region"].values
ONSETS = (*CONTENT.facts["onset"].values, UNKNOWN)


def walk(answer, case=None, ask=next_danger_question):
    """Every question on the way, when each fact gets what `answer` says, and the case at its end."""
    case, asked = case or Case(), []
    while (asking := ask(case, CONTENT)) is not None:
        asked.append(asking)
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
        else:
            case = case.told({fact: Answer(answer(fact)) for fact in asking.facts}, asking.id)
        assert len(asked) <= len(CONTENT.questions) + 1, "the path does not end"
    return asked, case


def calm(region):
    """Somebody with nothing to tell but where it is."""
    return lambda fact: region if fact == "region" else NO if CONTENT.facts[fact].is_yes_no else UNKNOWN


@st.composite
def answers(draw):
    """An answer for each fact; danger is rare, so that paths get long."""
    danger = draw(st.sets(st.sampled_from(sorted(CONTENT.flags)), max_size=2))
    unsure = draw(st.sets(st.sampled_from(sorted(CONTENT.flags)), max_size=1))
    region = draw(st.sampled_from((*REGIONS, UNKNOWN)))

    def answer(fact):
        if fact == "region":
            return region
        return YES if fact in danger else UNKNOWN if fact in unsure else NO

    return answer


def level_with_widest_goal(case):
    return level_of(case if "goal" in case.answers else case.told({"goal": Answer("treat_pain")}), CONTENT)


def test_emergencies_come_first_then_where_it_is():
    asked, _ = walk(calm("knee"))
    assert [asking.id for asking in asked] == [
        "emergency_signs", "region", "injury_check", "limb_signs", "general_signs",
    ]  # fmt: skip


def test_what_is_unsure_is_asked_about_before_anything_else():
    asked, _ = walk(calm("knee"), case_of(cauda_equina=UNKNOWN))
    assert (asked[0].id, asked[0].facts) == (CONFIRM_DANGER, ("cauda_equina",))


def test_nothing_more_is_asked_once_it_is_urgent():
    assert next_danger_question(case_of(chest_pain_now=YES), CONTENT) is None
    assert next_danger_question(case_of(chest_pain_now=YES, stroke_signs=UNKNOWN), CONTENT) is None


def test_a_region_that_was_told_is_not_asked():
    asked, _ = walk(calm("knee"), case_of(region="lower_back"))
    assert [asking.id for asking in asked] == ["emergency_signs", "spine_signs", "general_signs"]


def test_it_takes_no_other_goal_for_granted_when_one_was_told():
    asked, _ = walk(calm("knee"), case_of(goal="fitness", region="knee"))
    assert [asking.id for asking in asked] == ["emergency_signs", "heart_signs"]


def test_a_wish_that_is_no_health_matter_opens_no_danger():
    assert next_danger_question(case_of(goal="outside", scope_ask="diet"), CONTENT) is None


def test_a_doctor_first_does_not_hide_what_is_more_urgent():
    asked, case = walk(calm("lower_back"), case_of(cancer_red_flags=YES))
    assert "spine_signs" in {asking.id for asking in asked}
    assert assess(case, CONTENT).outcome == "physician_first"


@pytest.mark.parametrize("region", [*REGIONS, UNKNOWN])
def test_it_is_over_after_six_questions_at_most(region):
    assert len(walk(calm(region))[0]) <= MOST_QUESTIONS


@pytest.mark.parametrize("region", REGIONS)
def test_it_asks_every_question_about_danger_that_the_whole_interview_asks_there(region):
    path = {(asking.id, fact) for asking in walk(calm(region))[0] for fact in asking.facts}
    for onset in ONSETS:
        start = case_of(goal="treat_pain", region=region, onset=onset)
        whole = walk(calm(region), start, next_question)[0]
        asked = {(asking.id, fact) for asking in whole if asking.id in DANGER for fact in asking.facts}
        assert asked and asked <= path


@given(answers(), cases())
@settings(max_examples=150, deadline=None)
def test_it_ends_and_asks_no_fact_twice(answer, case):
    asked = [asking for asking in walk(answer, case)[0] if asking.id != CONFIRM_DANGER]
    facts = [fact for asking in asked for fact in asking.facts]
    assert len(facts) == len(set(facts))
    assert not set(facts) & set(case.answers)


@given(answers(), cases())
@settings(max_examples=150, deadline=None)
def test_at_its_end_the_case_is_urgent_or_no_question_about_danger_is_left(answer, case):
    _, end = walk(answer, case)
    if not assess(end, CONTENT).urgent:
        level = level_with_widest_goal(end)
        for name in DANGER:
            question = CONTENT.questions[name]
            assert set(question.asks) <= set(end.answers) or not holds(question.when, level), name


@given(answers(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_sign_that_was_told_ends_it_exactly_when_the_core_calls_it_urgent(answer, data):
    _, calm_end = walk(lambda fact: answer(fact) if fact == "region" else NO)
    sign = data.draw(st.sampled_from(sorted(fact for fact in calm_end.answers if fact in CONTENT.flags)))
    asked, end = walk(lambda fact: YES if fact == sign else answer(fact) if fact == "region" else NO)
    urgent = assess(case_of(**{sign: YES}), CONTENT).urgent
    assert assess(end, CONTENT).urgent == urgent
    assert end.value(sign) == YES
    assert (sign in asked[-1].facts) >= urgent


@given(answers())
@settings(max_examples=100, deadline=None)
def test_it_stops_at_the_first_answer_that_makes_it_urgent(answer):
    case = Case()
    while (asking := next_danger_question(case, CONTENT)) is not None:
        assert not assess(case.without(asking.facts), CONTENT).urgent
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
        else:
            case = case.told({fact: Answer(answer(fact)) for fact in asking.facts}, asking.id)


def urgent_signs_asked_about(vignette):
    """The urgent signs behind a vignette that a question which applies to it asks about."""
    level = level_with_widest_goal(case_of(region=vignette.answer("region", CONTENT).value))
    asked = {
        fact
        for name in DANGER
        if holds(CONTENT.questions[name].when, level)
        for fact in CONTENT.questions[name].asks
    }
    return {
        fact
        for fact in asked
        if vignette.facts.get(fact) in (YES, UNKNOWN) and CONTENT.flags[fact].tier in ("T0", "T1")
    }


ASKED_ABOUT = [
    vignette
    for vignette in load_vignettes(VIGNETTES, CONTENT)
    if vignette.label.tier in ("T0", "T1") and urgent_signs_asked_about(vignette)
]


def test_there_are_urgent_vignettes_to_judge_it_by():
    assert len(ASKED_ABOUT) >= 25


@pytest.mark.parametrize("vignette", ASKED_ABOUT, ids=lambda vignette: vignette.id)
def test_it_finds_the_urgent_vignettes_whose_sign_it_asks_about(vignette):
    _, case = walk(lambda fact: vignette.answer(fact, CONTENT).value)
    assert assess(case, CONTENT).urgent
    assert assess(case, CONTENT).tier <= vignette.label.tier
