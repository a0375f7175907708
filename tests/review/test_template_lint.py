"""No text says what it may not, and no result lacks a part: over all values, all locales, whole results.

A seeded fault of each kind shows that the lint would find it in a text; test_result_lint.py does it for results.
"""

import pytest

from bot.gsm7 import septets
from bot.labels import statement as spoken_statement
from bot.review.lint.answers_read_back import statement
from bot.review.lint.disease_names import diseases_in
from bot.review.lint.finding import Problem
from bot.review.lint.labels import check_labels
from bot.review.lint.parameters import fillings, values_of_parameters
from bot.review.lint.results import check_result
from bot.review.lint.templates import check_response, check_templates
from bot.triage.locales import load_locales
from bot.wording import Button, Response, Wording, wording
from tests.review.assembled import CONTENT, cases_of_flags, cases_of_rules, cases_of_vignettes, spoken_of

WORDS = wording()
SHIPPED = {name: Response(WORDS.template(name), WORDS.buttons(name)) for name in WORDS.ids()}
VALUES = values_of_parameters(WORDS, CONTENT, load_locales()["en-US"])


def with_response(response, text, *buttons):
    """The wording once a response says something else."""
    said = Response(text, tuple(Button(title, "x") for title in buttons))
    return Wording({**SHIPPED, response: said})


def found_with(response, text, *buttons):
    """What the lint finds in that response."""
    words = with_response(response, text, *buttons)
    findings = [*check_response(response, words, CONTENT, VALUES), *check_labels(words, CONTENT)]
    return {finding.problem for finding in findings if finding.response == response}


def faults(results):
    return [str(fault) for result in results for fault in check_result(result, WORDS, CONTENT)]


def test_no_text_has_a_fault():
    assert [str(finding) for finding in check_templates(WORDS, CONTENT)] == []


def test_no_result_of_a_vignette_has_a_fault():
    results = spoken_of(cases_of_vignettes)
    assert len(results) >= 360
    assert faults(results) == []


@pytest.mark.parametrize("locale", load_locales())
def test_no_result_of_a_routing_rule_has_a_fault(locale):
    results = spoken_of(cases_of_rules, locale)
    assert len(results) == 2 * (len(CONTENT.rules) - 1)
    assert faults(results) == []


def test_no_result_of_a_danger_sign_has_a_fault():
    assert faults(spoken_of(cases_of_flags)) == []


def test_answers_are_read_back_as_the_lint_thinks():
    for fact in CONTENT.facts.values():
        for value in fact.values:
            assert statement(fact, value, WORDS, CONTENT) == spoken_statement(fact.id, value)


@pytest.mark.parametrize("locale", load_locales().values(), ids=load_locales())
def test_every_value_of_every_parameter_is_tried(locale):
    values = values_of_parameters(WORDS, CONTENT, locale)
    for response in WORDS.ids():
        texts = "\n".join(fillings(WORDS, response, values))
        if "{professional}" in WORDS.template(response):
            assert all(WORDS.text(f"utter_professional_{name}") in texts for name in CONTENT.professionals)
        if "{emergency_number}" in WORDS.template(response):
            assert locale.emergency_number in texts


@pytest.mark.parametrize(
    ("response", "text", "problem"),
    [
        ("utter_rephrase", "You have a torn ligament.", Problem.DIAGNOSIS),
        ("utter_rephrase", "You probably have the same as last time.", Problem.DIAGNOSIS),
        ("utter_reason_P22", "You've got a bad knee.", Problem.DIAGNOSIS),
        ("utter_reason_P22", "That sounds like something in the joint.", Problem.DIAGNOSIS),
        ("utter_reason_P22", "It is a partly torn one.", Problem.DIAGNOSIS),
        ("utter_reason_P22", "You are diagnosed by this chat.", Problem.DIAGNOSIS),
        ("utter_reason_P22", "Your left knee is inflamed.", Problem.DIAGNOSIS),
        ("utter_reason_P24", "It is 80% certain.", Problem.PROBABILITY),
        ("utter_reason_P24", "This will likely be slow.", Problem.PROBABILITY),
        ("utter_rephrase", "This is nothing serious.", Problem.REASSURANCE),
        ("utter_thank", "Don't worry.", Problem.REASSURANCE),
        ("utter_clearance_needed", "It's safe to exercise.", Problem.REASSURANCE),
        ("utter_reason_P33", "It goes away on its own.", Problem.REASSURANCE),
        ("utter_professional_can_physical_therapist", "They will fix this.", Problem.PROMISE),
        ("utter_professional_can_physical_therapist", "They will make you feel better.", Problem.PROMISE),
        ("utter_no_medicine_advice", "Take two pills at night.", Problem.TREATMENT),
        ("utter_no_medicine_advice", "Some people use ibuprofen.", Problem.TREATMENT),
        ("utter_reason_P22", "Rest it, and ice it.", Problem.TREATMENT),
        ("utter_direct_access_default", "Your plan pays for this.", Problem.COVER),
        ("utter_who_am_i", "I'm a licensed therapist.", Problem.PERSONA),
        ("utter_reason_P22", "You need a physical therapist.", Problem.ORDER),
        ("utter_reason_P22", "This happens with sciatica.", Problem.DISEASE),
        ("utter_reason_P22", "This happens with spondylitis.", Problem.DISEASE),
        ("utter_reason_P22", "This happens after a stroke.", Problem.DISEASE),
        ("utter_ask_worsening", "Does the bursitis get worse?", Problem.DISEASE),
        ("utter_label_work_related", "A stroke at work", Problem.UNASKED_DISEASE),
        (
            "utter_emergency",
            "Call {emergency_number}. Then see a physical therapist.",
            Problem.PROFESSIONAL_IN_DANGER,
        ),
        (
            "utter_same_day",
            "Call {emergency_number}, or see a sports doctor.",
            Problem.PROFESSIONAL_IN_DANGER,
        ),
        ("utter_emergency", "Get help now.", Problem.NO_EMERGENCY_NUMBER),
        ("utter_urgent_signs_spine", "Get help if both legs get weak.", Problem.NO_EMERGENCY_NUMBER),
        ("utter_greet", "Hi – I am a guide.", Problem.CHARACTERS),
        ("utter_greet", "Hi. Call {emergency_number} if you must. " * 12, Problem.TOO_LONG),
        ("utter_confirm_stroke_signs", "Is one side weak or numb? " * 12, Problem.TOO_LONG),
        ("utter_thank", "You're welcome, {first_name}.", Problem.UNKNOWN_PARAMETER),
        ("utter_change_to_recommendation", "If {change}, you have a bad knee.", Problem.DIAGNOSIS),
        ("utter_change_to_recommendation", "If {change}, {professional} will fix it.", Problem.PROMISE),
        ("utter_change_to_same_day", "If {change}, don't worry.", Problem.REASSURANCE),
        ("utter_change_value", "it were sciatica, and {answer}", Problem.DISEASE),
    ],
)
def test_a_text_with_a_fault_is_found(response, text, problem):
    assert problem in found_with(response, text)


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("{person}", Problem.NO_PERSON),
        ("{urgent_signs}", Problem.NO_URGENT_SIGNS),
        ("{why}", Problem.NO_REASON),
        ("{guardian}", Problem.NO_GUARDIAN),
        ("This is not a diagnosis.", Problem.NO_NOT_A_DIAGNOSIS),
    ],
)
@pytest.mark.parametrize("outcome", ["recommendation", "physician_first", "outside_scope", "person"])
def test_a_result_template_without_a_part_is_found(outcome, part, problem):
    response = f"utter_result_{outcome}"
    assert problem in found_with(response, WORDS.template(response).replace(part, ""))


@pytest.mark.parametrize("outcome", ["recommendation", "physician_first"])
def test_a_result_template_that_does_not_say_what_would_change_it_is_found(outcome):
    response = f"utter_result_{outcome}"
    assert Problem.NO_CHANGES in found_with(response, WORDS.template(response).replace("{changes}", ""))


def test_a_fault_in_one_value_is_found_in_what_carries_it():
    words = with_response("utter_flag_osteoporosis", "Weak bones (osteoporosis)")
    found = {(finding.response, finding.problem) for finding in check_templates(words, CONTENT)}
    assert found == {("utter_reason_flag", Problem.DISEASE)}


def test_a_fault_in_an_option_is_found():
    found = found_with("utter_ask_athlete", "Do you train?", "Yes, and it's nothing serious")
    assert found == {Problem.REASSURANCE}


def test_names_of_diseases_are_found_as_people_write_them():
    assert diseases_in("Tennis elbows, or ms, or MS?") == ("tennis elbow", "MS")
    assert diseases_in("A diagnosis of pain") == ()
    assert diseases_in("An odd sinusitis") == ("sinusitis",)


def test_a_finding_says_where_and_what():
    finding = next(
        finding
        for finding in check_templates(Wording({**SHIPPED, "utter_thank": Response("Don't worry.")}), CONTENT)
        if finding.response == "utter_thank"
    )
    assert str(finding) == "utter_thank reassures (Don't worry): Don't worry."


def test_some_characters_need_the_room_of_two():
    assert septets("a[b]") == 6
