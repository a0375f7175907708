from bot.actions.validate_intake_form import waiting_question
from bot.triage.evidence import UNKNOWN, YES, Answer, Case

OPEN = {"consent": "yes", "reason": "my knee"}
SETTLED = Case().told({"goal": Answer("outside"), "scope_ask": Answer("diet")})


def case(**values):
    return Case().told({fact: Answer(value) for fact, value in values.items()})


def test_consent_comes_before_health_questions():
    assert waiting_question(Case(), {}) == "consent"


def test_the_persons_own_words_come_before_our_questions():
    assert waiting_question(Case(), {"consent": "yes"}) == "reason"


def test_danger_does_not_wait_for_consent():
    assert waiting_question(case(chest_pain_now=YES), {}) is None
    assert waiting_question(case(chest_pain_now=UNKNOWN), {}) == "confirm_danger"


def test_no_consent_ends_it():
    assert waiting_question(Case(), {"consent": "no"}) is None


def test_a_result_that_repeats_nothing_needs_no_summary():
    assert waiting_question(SETTLED, OPEN) is None


def test_a_summary_comes_before_a_recommendation_and_a_change_after_it():
    settled = case(goal="outside").told({"goal": Answer("daily_tasks"), "age": Answer("from_18_to_49")})
    settled = settled.told(
        {
            flag: Answer("no")
            for flag in (
                "chest_pain_now",
                "severe_breathing",
                "stroke_signs",
                "severe_bleeding",
                "head_injury_danger",
                "collapse_now",
                "suicidal_crisis",
            )
        }
    )
    assert waiting_question(settled, OPEN) == "summary_ok"
    assert waiting_question(settled, OPEN | {"summary_ok": "change"}) == "correction"
    assert waiting_question(settled, OPEN | {"summary_ok": "yes"}) is None
