"""Answering an earlier question again: what is kept and what falls with the old answer."""

import json

import pytest

from bot.actions.changing import Change, change_of, heard_while_changing
from bot.speech.answer_words import answer_words, answered_data, question_heading
from bot.triage.answered import answered_questions, without_answer
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case

CONTENT = load_content()
Q = CONTENT.questions


def told(case, question, value=NO, **values):
    """The case after a question was answered: a value for its one fact, or one for each of a tick list."""
    facts = {fact: Answer(values.get(fact, value)) for fact in Q[question].asks}
    return case.told(facts, question)


@pytest.fixture
def knee():
    """A knee that is to be treated, told in passing, and the questions about it."""
    case = Case().told(
        {"goal": Answer("treat_pain", "treat my knee"), "region": Answer("knee", "treat my knee")}
    )
    case = told(told(case, "emergency_signs"), "onset", "over_3_months")
    return told(told(case, "limb_signs"), "general_signs")


def changed(case, question, value):
    change = Change(question, case)
    return change.settled(told(without_answer(case, Q[question], CONTENT), question, value), CONTENT)


def test_what_was_told_in_passing_can_be_changed_too_and_comes_first(knee):
    names = [question.id for question in answered_questions(knee, CONTENT)]

    assert names == ["goal", "region", "emergency_signs", "onset", "limb_signs", "general_signs"]


def test_a_tick_list_of_which_only_a_part_was_told_in_passing_was_not_answered():
    case = Case().told({"heart_condition": Answer(YES, "my heart")})

    assert answered_questions(case, CONTENT) == []


def test_answers_that_have_no_place_any_more_fall_and_the_others_stay(knee):
    case, change = changed(knee, "region", "neck")

    assert change.dropped == ("limb_signs",)
    assert case.value("hot_swollen_joint") is None
    kept = ["goal", "region", "emergency_signs", "onset", "general_signs"]
    assert sorted(q.id for q in answered_questions(case, CONTENT)) == sorted(kept)


def test_a_new_answer_with_the_same_places_drops_nothing(knee):
    case, change = changed(knee, "region", "shoulder")

    assert change.dropped == () and case.value("hot_swollen_joint") == NO


@pytest.mark.parametrize("value", [YES, UNKNOWN])
def test_an_answer_that_told_of_danger_counts_on_without_its_place(knee, value):
    dangerous = told(knee, "limb_signs", new_focal_weakness=value)
    case, change = changed(dangerous, "region", "jaw")

    assert change.dropped == () and case.value("new_focal_weakness") == value


def test_what_depends_on_a_dropped_answer_falls_with_it():
    case = Case().told({"goal": Answer("fitness")})
    case = told(told(case, "pain", "2"), "limits_activity", NO)
    case, change = changed(case, "goal", "outside")

    assert set(change.dropped) >= {"pain", "limits_activity"}


def test_danger_told_beside_its_question_stays_told(knee):
    worse = knee.told({"dvt_suspected": Answer(YES, "my calf is hot")})
    steps = tuple(step for step in worse.steps if step.question != "limb_signs")
    reduced = without_answer(Case(worse.answers, steps), Q["limb_signs"], CONTENT)

    assert reduced.value("dvt_suspected") == YES


def test_keeping_the_old_answer_keeps_what_was_told_since(knee):
    reduced = without_answer(knee, Q["region"], CONTENT)
    since = told(reduced, "age", "from_18_to_49")
    kept = Change("region", knee).kept(since)

    assert kept.value("region") == "knee" and kept.value("age") == "from_18_to_49"
    assert [step.question for step in kept.steps] == [*[s.question for s in knee.steps], "age"]


def test_a_change_is_the_same_after_it_was_stored(knee):
    for change in (Change("region", knee), Change("region", knee, ("limb_signs",))):
        assert change_of({"changing": change.to_json()}) == change
        assert json.loads(change.to_json())["question"] == "region"
    assert change_of({}) is None


def test_until_the_new_answer_comes_the_store_keeps_the_old_one(knee):
    reduced = without_answer(knee, Q["region"], CONTENT)
    slots = {"changing": Change("region", knee).to_json()}
    case, kept, events = heard_while_changing(slots, {}, reduced, CONTENT)

    assert case.value("region") is None and kept.value("region") == "knee" and events == []


def test_danger_in_place_of_the_new_answer_ends_the_change(knee):
    slots = {"changing": Change("region", knee).to_json()}
    danger = {"chest_pain_now": Answer(YES, "my chest")}
    reduced = without_answer(knee, Q["region"], CONTENT).told(danger)
    case, kept, events = heard_while_changing(slots, danger, reduced, CONTENT)

    assert case.value("region") == kept.value("region") == "knee"
    assert [(event["name"], event["value"]) for event in events] == [("changing", None)]


def test_answers_are_called_what_the_buttons_say(knee):
    assert answer_words(Q["region"], knee) == "Knee"
    assert answer_words(Q["emergency_signs"], knee) == "None of these"
    assert answer_words(Q["athlete"], told(knee, "athlete", YES)) == "Yes"
    assert answer_words(Q["pain"], told(knee, "pain", "7")) == "7"
    assert answer_words(Q["pain"], told(knee, "pain", UNKNOWN)) == "Not sure"


def test_every_question_has_a_name_and_every_answer_words():
    for question in Q.values():
        for value in CONTENT.facts[question.asks[0]].values:
            words = answer_words(question, told(Case(), question.id, value))
            assert words and "_" not in words, (question.id, value, words)
        assert question_heading(question)


def test_a_channel_is_told_names_and_answers(knee):
    data = answered_data(knee)

    assert data["kind"] == "answered"
    assert {"id": "region", "question": "Where", "label": "Knee"} in data["answered"]
