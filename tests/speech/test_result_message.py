import pytest

from bot.speech.audience import Audience
from bot.speech.result_message import result_data, result_text
from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.evidence import Answer, Case

CONTENT = load_content()
KNEE = Case().told(
    {
        "goal": Answer("treat_pain", "my knee has ached for months, I want it treated"),
        "region": Answer("knee", "my knee has ached for months, I want it treated"),
        "onset": Answer("over_3_months"),
    }
)


def text_of(case, locale="en-US"):
    return result_text(case, assess(case, CONTENT), CONTENT, Audience(locale))


def data_of(case):
    return result_data(case, assess(case, CONTENT), CONTENT, Audience("en-US"))


def test_a_recommendation_has_every_part_a_person_needs():
    text = text_of(KNEE)
    assert text.startswith("A good first stop: a physical therapist.")
    for part in (
        "my knee has ached for months",
        "They can",
        "They can't",
        "This is not a diagnosis",
        "Call 911",
    ):
        assert part in text
    assert "To talk to a person" in text


def test_the_same_words_are_quoted_once():
    assert text_of(KNEE).count("my knee has ached for months") == 1


def test_who_was_ruled_out_has_a_reason_in_words():
    excluded = {entry["professional"]: entry["reason"] for entry in data_of(KNEE)["excluded"]}
    assert excluded["exercise_therapist"]
    assert "physical_therapist" not in excluded


def test_a_result_has_every_field_of_the_contract():
    assert set(data_of(KNEE)) >= {
        "outcome",
        "tier",
        "professional",
        "alternates",
        "excluded",
        "destination",
        "clearance_needed",
        "reasons",
        "facts",
        "would_change",
        "urgent_signs",
        "next_steps",
        "not_a_diagnosis",
        "content_version",
    }


@pytest.mark.parametrize(("locale", "number"), [("en-US", "911"), ("en-GB", "999"), ("en-AU", "000")])
def test_an_emergency_gives_the_number_of_the_locale_and_names_nobody(locale, number):
    text = text_of(Case().told({"chest_pain_now": Answer("yes", "my chest feels tight")}), locale)
    assert f"Call {number} now" in text
    assert "therapist" not in text


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("suicidal_crisis", "988"),
        ("overdose_poisoning", "1-800-222-1222"),
        ("spinal_trauma", "Stay still"),
        ("cauda_equina", "emergency room now"),
        ("pregnancy_emergency", "birth unit"),
    ],
)
def test_each_kind_of_emergency_has_its_own_advice(flag, words):
    assert words in text_of(Case().told({flag: Answer("yes")}))


def test_a_minor_always_gets_the_word_about_a_guardian():
    for case in (KNEE.told({"age": Answer("from_13_to_17")}), KNEE.told({"for_whom": Answer("child")})):
        assert "parent or guardian" in text_of(case)


def test_a_recommendation_says_what_would_have_led_elsewhere():
    told = KNEE.told({"dvt_suspected": Answer("no"), "prior_therapy": Answer("none")})
    assert (
        'What if you had said yes to "One leg newly swollen, warm or red"? I would send you to be seen today.'
        in text_of(told)
    )
    assert (
        'What if you had said "Therapy so far: Yes, and it did not help"? I would point you to a sports '
        "medicine doctor." in text_of(told)
    )


def test_a_doctor_first_says_what_would_have_led_elsewhere():
    text = text_of(KNEE.told({"cancer_red_flags": Answer("yes")}))
    assert 'What if you had said no to "A serious illness in the past' in text
    assert "I would point you to a physical therapist." in text


def test_two_answers_that_only_together_lead_elsewhere_are_said_together():
    case = Case().told({"goal": Answer("treat_pain"), "region": Answer("knee")})
    signs = {"cancer_red_flags": Answer("yes"), "unexplained_lump": Answer("yes")}
    both = [entry for entry in data_of(case.told(signs))["would_change"] if entry["with"]]
    assert both
    for entry in both:
        assert [set(other) for other in entry["with"]] == [{"fact", "to"}]
        assert '" and ' in entry["text"]
        assert entry["text"] in text_of(case.told(signs))


def test_what_would_change_the_result_is_given_as_answers_and_as_words():
    for entry in data_of(KNEE)["would_change"]:
        assert set(entry) == {"fact", "to", "with", "outcome", "professional", "text"}
        assert entry["text"].startswith("What if you had said ")
        assert entry["text"] in text_of(KNEE)


@pytest.mark.parametrize("flag", ["chest_pain_now", "dvt_suspected"])
def test_an_urgent_result_says_no_ifs(flag):
    urgent = KNEE.told({flag: Answer("yes")})
    assert "What if" not in text_of(urgent)
    assert data_of(urgent)["would_change"] == []


def test_no_line_is_left_empty():
    assert "\n\n" not in text_of(KNEE)
    assert "  " not in text_of(KNEE)
