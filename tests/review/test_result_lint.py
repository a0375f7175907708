"""A fault of each kind, put into a whole result, is found."""

from dataclasses import replace

import pytest

from bot.review.lint.finding import Problem
from bot.review.lint.results import check_result
from bot.wording import wording
from tests.review.assembled import CONTENT, cases_of_rules, spoken

WORDS = wording()


# How to spoil a whole result; the text is split where its lines end.
def without(*starts):
    def spoil(result):
        kept = [line for line in result.text.split("\n") if not line.startswith(starts)]
        return replace(result, text="\n".join(kept))

    return spoil


def with_line(line):
    return lambda result: replace(result, text=f"{result.text}\n{line}")


def with_reason(text):
    def spoil(result):
        reasons = [{"rule": "x", "text": text, "source": "x"}]
        return replace(result, data={**result.data, "reasons": result.data["reasons"] + reasons})

    return spoil


def with_change(text):
    def spoil(result):
        changes = [*result.data["would_change"], {"text": text}]
        return replace(result, text=f"{result.text}\n{text}", data={**result.data, "would_change": changes})

    return spoil


@pytest.mark.parametrize(
    ("rule", "spoil", "problem"),
    [
        ("P22", without("A good first stop"), Problem.NO_RECOMMENDATION),
        ("P22", with_line("A good first stop: a physical therapist."), Problem.TWO_RECOMMENDATIONS),
        (
            "P22",
            with_line("Please see a doctor before you start. A good place to ask: a dentist."),
            Problem.TWO_RECOMMENDATIONS,
        ),
        ("P22, told", without("Why:"), Problem.NO_REASON),
        ("P37.person", without("Why:", "I don't know"), Problem.NO_REASON),
        ("P02.diet", without("Why:"), Problem.NO_REASON),
        ("P01", without("Why:"), Problem.NO_REASON),
        ("P04", without("This is not"), Problem.NO_NOT_A_DIAGNOSIS),
        ("P00", without("This is not"), Problem.NO_NOT_A_DIAGNOSIS),
        ("P22", without("Call 911", "Stop and call 911"), Problem.NO_URGENT_SIGNS),
        (
            "P00",
            lambda result: replace(result, text=result.text.replace("911", "us")),
            Problem.NO_EMERGENCY_NUMBER,
        ),
        ("P01", without("To talk to a person"), Problem.NO_PERSON),
        ("P13", without("A parent or guardian"), Problem.NO_GUARDIAN),
        ("P00", with_line("A physical therapist can help."), Problem.PROFESSIONAL_IN_DANGER),
        ("P01", with_line("Ask a physio."), Problem.PROFESSIONAL_IN_DANGER),
        ("P22", with_line("It is sciatica."), Problem.DISEASE),
        ("P22", with_line("You have a weak back."), Problem.DIAGNOSIS),
        ("P22", without("What if you"), Problem.NO_CHANGES),
        ("P04", without("What if you"), Problem.NO_CHANGES),
        ("P22", with_change("If it were sciatica, I would send you elsewhere."), Problem.DISEASE),
        ("P22", with_change("If you had said so, you have a weak back."), Problem.DIAGNOSIS),
        ("P22", with_reason("This happens with diabetes."), Problem.DISEASE),
    ],
)
def test_a_result_with_a_fault_is_found(rule, spoil, problem):
    result = spoken(rule, cases_of_rules()[rule])
    assert check_result(result, WORDS, CONTENT) == ()
    assert problem in {finding.problem for finding in check_result(spoil(result), WORDS, CONTENT)}


def test_a_professional_in_the_data_of_an_emergency_is_found():
    result = spoken("P00", cases_of_rules()["P00"])
    result = replace(result, data={**result.data, "alternates": ["physical_therapist"]})
    assert {finding.problem for finding in check_result(result, WORDS, CONTENT)} == {
        Problem.PROFESSIONAL_IN_DANGER
    }


def test_a_persons_own_words_may_name_anything():
    result = spoken("P22, told", cases_of_rules()["P22, told"])
    assert "sciatica" in result.text
    assert check_result(result, WORDS, CONTENT) == ()
