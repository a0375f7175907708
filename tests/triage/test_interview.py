from hypothesis import given, settings

from bot.triage.assess import assess
from bot.triage.evidence import UNKNOWN, Answer, Case
from bot.triage.interview import facts_that_matter, next_question, progress
from tests.triage.conftest import CONTENT, case_of, cases


def walk(case, answer=lambda fact: "no" if CONTENT.facts[fact].is_yes_no else UNKNOWN):
    """Answer every question the same way; the questions asked, and the final case."""
    asked = []
    while (asking := next_question(case, CONTENT)) is not None:
        asked.append(asking)
        if asking.id == "confirm_danger":
            case = case.confirmed(asking.facts)
        else:
            case = case.told({fact: Answer(answer(fact)) for fact in asking.facts}, asking.id)
    return asked, case


def test_emergency_signs_are_asked_first():
    assert next_question(Case(), CONTENT).id == "emergency_signs"


def test_nothing_more_is_asked_once_there_is_an_emergency():
    assert next_question(case_of(chest_pain_now="yes"), CONTENT) is None


def test_an_unsure_answer_about_danger_is_asked_about_once_more_and_only_once():
    unsure = case_of(chest_pain_now=UNKNOWN)
    asking = next_question(unsure, CONTENT)
    assert (asking.id, asking.facts) == ("confirm_danger", ("chest_pain_now",))
    assert next_question(unsure.confirmed(["chest_pain_now"]), CONTENT) is None


def test_a_sure_emergency_does_not_wait_for_an_unsure_one():
    assert next_question(case_of(chest_pain_now="yes", stroke_signs=UNKNOWN), CONTENT) is None


def test_what_was_told_is_not_asked():
    asked, _ = walk(case_of(goal="treat_pain", region="knee", onset="over_3_months", age="from_65"))
    assert not {"goal", "region", "onset", "age"} & {asking.id for asking in asked}


def test_a_tick_list_leaves_out_what_is_known():
    asked, _ = walk(case_of(goal="fitness", diabetes_no_insulin="yes", condition_stable="yes"))
    conditions = next(asking for asking in asked if asking.id == "conditions")
    assert "diabetes_no_insulin" not in conditions.facts


def test_once_a_doctor_comes_first_only_danger_is_asked_about():
    asked, _ = walk(case_of(goal="treat_pain", region="lower_back", cancer_red_flags="yes"))
    assert all(asking.safety for asking in asked)


def test_where_it_hurts_is_asked_when_it_opens_a_question_about_danger():
    def sore_back(fact):
        if fact == "region":
            return "lower_back"
        return "no" if CONTENT.facts[fact].is_yes_no else UNKNOWN

    asked, _ = walk(case_of(goal="work"), answer=sore_back)
    names = [asking.id for asking in asked]
    assert names.index("region") < names.index("spine_signs")


def test_a_cleared_heart_event_is_worth_asking_about():
    asked, _ = walk(case_of(goal="stay_active", recent_cardiac_event="yes"))
    assert "doctor_cleared" in {asking.id for asking in asked}


def test_a_wish_for_a_diet_is_answered_without_health_questions():
    asked, case = walk(case_of(goal="outside", scope_ask="diet"))
    assert asked == []
    assert assess(case, CONTENT).destination == "dietitian"


@given(cases())
@settings(max_examples=60, deadline=None)
def test_an_interview_always_ends_and_asks_nothing_twice(case):
    asked, _ = walk(case)
    names = [asking.id for asking in asked]
    assert len(names) == len(set(names))


@given(cases())
@settings(max_examples=60, deadline=None)
def test_at_most_never_grows(case):
    bounds = []
    while (asking := next_question(case, CONTENT)) is not None and asking.id != "confirm_danger":
        bounds.append(progress(case, CONTENT).at_most)
        case = case.told(
            {fact: Answer("no" if CONTENT.facts[fact].is_yes_no else UNKNOWN) for fact in asking.facts},
            asking.id,
        )
    assert bounds == sorted(bounds, reverse=True)


@given(cases())
@settings(max_examples=80, deadline=None)
def test_each_question_can_still_change_the_result_or_open_one_about_danger(case):
    asking = next_question(case, CONTENT)
    if asking is not None and asking.id != "confirm_danger":
        assert set(asking.facts) <= facts_that_matter(case, CONTENT)
