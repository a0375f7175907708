import pytest

from bot.hearing import (
    answers_in,
    confirm,
    conversation_answers,
    heard_in_passing,
    settled_by,
    unsure_signs,
)
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case

CONTENT = load_content()


def finding(entity, value, certainty="sure", extractor="ClinicalExtractor", said="their words"):
    return {"entity": entity, "value": value, "certainty": certainty, "extractor": extractor, "said": said}


def hear(*findings, question=None, case=None):
    return answers_in(findings, question, case or Case(), CONTENT)


def test_a_finding_becomes_an_answer_in_the_persons_words():
    assert hear(finding("region", "knee", said="my knee")) == {"region": Answer("knee", "my knee")}


def test_what_the_content_does_not_know_is_dropped():
    assert hear(finding("shoe_size", "9"), finding("region", "tail")) == {}


def test_a_doubtful_danger_sign_is_unsure_until_it_is_confirmed():
    told = hear(finding("chest_pain_now", YES, certainty="doubtful"))
    assert told["chest_pain_now"].value == UNKNOWN
    assert not told["chest_pain_now"].confirmed


def test_of_two_findings_about_one_sign_the_worse_counts():
    for order in ((NO, YES), (YES, NO)):
        told = hear(*(finding("stroke_signs", value) for value in order))
        assert told["stroke_signs"].value == YES


def test_an_emergency_once_told_is_not_taken_back():
    case = Case().told({"chest_pain_now": Answer(YES)})
    assert hear(finding("chest_pain_now", NO), case=case) == {}


def test_a_lesser_sign_can_be_corrected():
    case = Case().told({"cancer_red_flags": Answer(YES)})
    assert hear(finding("cancer_red_flags", NO), case=case)["cancer_red_flags"].value == NO


def test_none_of_these_leaves_what_was_told_before():
    case = Case().told({"diabetes_no_insulin": Answer(YES, "type 2")})
    ticks = [
        finding(fact, NO, extractor="AnswerReader") for fact in ("diabetes_no_insulin", "lung_condition")
    ]
    assert set(hear(*ticks, question="conditions", case=case)) == {"lung_condition"}


def test_a_reply_settles_the_question_that_was_waiting_and_no_other():
    told = {"pain": Answer("8")}
    assert settled_by("pain", told, CONTENT) == "pain"
    assert settled_by("age", told, CONTENT) is None
    assert settled_by("consent", told, CONTENT) is None


def test_a_confirmed_sign_is_present_and_a_denied_one_absent():
    case = Case().told({"chest_pain_now": Answer(UNKNOWN, "tight pecs")})
    asked = ["chest_pain_now"]
    assert confirm(case, asked, YES, CONTENT).answers["chest_pain_now"] == Answer(YES, "tight pecs", True)
    assert confirm(case, asked, NO, CONTENT).answers["chest_pain_now"] == Answer(NO, "tight pecs", True)


@pytest.mark.parametrize("reply", [YES, NO, None])
def test_a_sign_that_the_reply_brings_up_is_still_to_be_asked_about(reply):
    before = Case().told({"chest_pain_now": Answer(UNKNOWN, "tight pecs")})
    after = before.told({"stroke_signs": Answer(UNKNOWN, "face drooping a bit")})
    settled = confirm(after, unsure_signs(before, CONTENT), reply, CONTENT)
    assert settled.answers["stroke_signs"] == Answer(UNKNOWN, "face drooping a bit")
    assert unsure_signs(settled, CONTENT) == ("stroke_signs",)


def test_an_unclear_reply_leaves_the_sign_unsure_and_is_not_asked_again():
    case = Case().told({"chest_pain_now": Answer(UNKNOWN, "tight pecs")})
    assert confirm(case, ["chest_pain_now"], None, CONTENT).answers["chest_pain_now"] == Answer(
        UNKNOWN, "tight pecs", True
    )


def test_only_the_conversations_own_questions_are_its_answers():
    entities = [finding("consent", YES), finding("region", "knee")]
    assert conversation_answers(entities) == {"consent": YES}


def test_a_doubtful_fact_is_left_to_be_asked():
    assert hear(finding("goal", "treat_pain", certainty="doubtful")) == {}


def test_a_question_in_passing_moves_no_fact_but_danger_counts():
    case = Case().told({"region": Answer("neck")})
    told = {"region": Answer("knee"), "side": Answer("left"), "stroke_signs": Answer(YES)}
    assert set(heard_in_passing(told, case, CONTENT)) == {"side", "stroke_signs"}
