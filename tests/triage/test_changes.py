from hypothesis import given, settings

from bot.triage.assess import assess
from bot.triage.changes import FIXED, TOLD_FIRST, URGENT, would_change
from bot.triage.conditions import holds
from bot.triage.evidence import Answer, Case
from bot.triage.red_flags import level_of
from tests.triage.conftest import CONTENT, case_of, cases

EVERYTHING = 99
KNEE = case_of(goal="treat_pain", onset="over_3_months", region="knee")


def with_change(case, change):
    return case.told({answer.fact: Answer(answer.to) for answer in change.answers})


def place(case):
    found = assess(case, CONTENT)
    return found.outcome, found.professional


def asked_now(case):
    level = level_of(case, CONTENT)
    return {
        fact
        for question in CONTENT.questions.values()
        if holds(question.when, level)
        for fact in question.asks
    }


def places_one_answer_away(case):
    """Tried out one by one, with the tables and not with the diagram."""
    changeable = ({*case.answers} | asked_now(case)) - FIXED
    found = {
        place(case.told({fact: Answer(value)})) for fact in changeable for value in CONTENT.facts[fact].values
    }
    return {there for there in found if there[0] in TOLD_FIRST} - {place(case)}


@given(cases())
@settings(max_examples=80, deadline=None)
def test_each_change_named_really_leads_there(case):
    for change in would_change(case, CONTENT):
        there = place(with_change(case, change))
        assert there == (change.outcome, change.professional)
        assert there != place(case)


@given(cases())
@settings(max_examples=25, deadline=None)
def test_no_smaller_change_leads_there_and_none_of_one_answer_is_missed(case):
    found = would_change(case, CONTENT, EVERYTHING)
    near = places_one_answer_away(case)
    said = {(change.outcome, change.professional) for change in found if len(change.answers) == 1}
    assert said <= near
    assert {there for there in near if there[0] not in URGENT} <= said
    for change in found:
        if len(change.answers) > 1:
            assert (change.outcome, change.professional) not in near


@given(cases())
@settings(max_examples=80, deadline=None)
def test_each_change_is_about_what_was_answered_or_would_then_be_asked(case):
    for change in would_change(case, CONTENT):
        for answer in change.answers:
            others = [other for other in change.answers if other is not answer]
            then = case.told({other.fact: Answer(other.to) for other in others})
            assert answer.fact in case.answers or answer.fact in asked_now(then)


@given(cases())
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_answers_makes_no_difference(case):
    backwards = Case(dict(reversed(case.answers.items())))
    assert would_change(case, CONTENT) == would_change(backwards, CONTENT)


@given(cases())
@settings(max_examples=80, deadline=None)
def test_at_most_three_are_said_each_place_once_and_urgent_help_once(case):
    found = would_change(case, CONTENT)
    places = [(change.outcome, change.professional) for change in found]
    assert len(places) <= 3
    assert len(set(places)) == len(places)
    assert sum(outcome in URGENT for outcome, _ in places) <= 1


def test_danger_that_was_asked_about_comes_first():
    first = would_change(KNEE.told({"dvt_suspected": Answer("no")}), CONTENT)[0]
    assert [(answer.fact, answer.to) for answer in first.answers] == [("dvt_suspected", "yes")]
    assert first.outcome == "same_day"


def test_two_answers_are_changed_together_where_one_is_not_enough():
    two_signs = KNEE.told({"cancer_red_flags": Answer("yes"), "unexplained_lump": Answer("yes")})
    changes = would_change(two_signs, CONTENT, EVERYTHING)
    treated = next(change for change in changes if change.professional == "physical_therapist")
    assert {(answer.fact, answer.to) for answer in treated.answers} == {
        ("cancer_red_flags", "no"),
        ("unexplained_lump", "no"),
    }


def test_a_question_that_only_another_answer_opens_is_changed_with_it():
    """Whether it gets worse in spite of care is asked when the pain is more than a little."""
    asked = case_of(goal="posture_movement", age="from_18_to_49", pain=0, limits_activity="no")
    told = asked.told({flag: Answer("no") for flag in CONTENT.questions["heart_signs"].asks})
    changes = would_change(told, CONTENT, EVERYTHING)
    pairs = [[(answer.fact, answer.to) for answer in change.answers] for change in changes]
    assert [("pain", "4"), ("persistent_worsening", "yes")] in pairs
    assert "persistent_worsening" not in told.answers


def test_the_nearest_value_is_named():
    told = case_of(goal="posture_movement", age="from_18_to_49", pain=9)
    changes = would_change(told, CONTENT, EVERYTHING)
    pains = {answer.to for change in changes for answer in change.answers if answer.fact == "pain"}
    assert pains
    assert pains <= {"7", "5", "3", "0"}


def test_a_change_is_never_about_who_it_is_for():
    case = case_of(goal="treat_pain", onset="over_3_months", age="from_65", for_whom="self")
    changes = would_change(case, CONTENT, EVERYTHING)
    assert not FIXED & {answer.fact for change in changes for answer in change.answers}
