"""Whole results by text, over every vignette, rule and danger sign: complete, short, and without what was told."""

import pytest

from bot.channels.sms.rendering import render
from bot.gsm7 import TWO_MESSAGES, foreign_characters, septets
from bot.review.lint.templates import faults_of_words, professionals_in
from bot.text_words import TextWords
from bot.triage.locales import load_locales
from bot.wording import wording
from tests.review.assembled import CONTENT, cases_of_flags, cases_of_rules, cases_of_vignettes, spoken_of

LINK = f"https://{'a' * 40}/talk/continue#ACDEFGHJKM"
LOCALE = load_locales()["en-US"]


def texts_of(result):
    words = TextWords(
        wording(),
        {
            "clinic_name": result.clinic_name,
            "clinic_phone": result.clinic_phone,
            "emergency_number": LOCALE.emergency_number,
            "crisis_text": LOCALE.crisis_text,
        },
    )
    kind = "emergency" if result.outcome == "emergency" else "result"
    message = {"kind": kind, "text": result.text, "result": result.data}
    return render([message], words, LINK)


@pytest.fixture(scope="module")
def results():
    cases = (cases_of_vignettes, cases_of_rules, cases_of_flags)
    return [(result, texts_of(result)) for kind in cases for result in spoken_of(kind)]


def test_every_result_fits_three_texts_of_two_segments(results):
    assert len(results) > 400
    for result, texts in results:
        assert len(texts) <= 3, result.name
        for text in texts:
            assert septets(text.text) <= TWO_MESSAGES and not foreign_characters(text.text), text.text


def test_an_emergency_is_one_urgent_text_with_the_number_to_call(results):
    emergencies = [(result, texts) for result, texts in results if result.outcome == "emergency"]
    assert len(emergencies) > 50
    for result, texts in emergencies:
        assert len(texts) == 1 and texts[0].urgent, result.name
        assert str(result.data["destination"]) in texts[0].text, result.name
        assert LOCALE.emergency_number in texts[0].text and LINK not in texts[0].text


def test_every_other_result_has_what_no_result_may_lack(results):
    for result, texts in results:
        if result.outcome == "emergency":
            continue
        whole = "\n".join(text.text for text in texts)
        assert "This is not a diagnosis." in whole, result.name
        assert LOCALE.emergency_number in whole and whole.endswith(LINK), result.name
        assert result.clinic_name in whole and result.clinic_phone in whole, result.name
        assert result.urgent or all(sign in whole for sign in result.data["urgent_signs"]), result.name
        assert not result.minor or wording().text("utter_guardian_line") in whole, result.name


def test_no_text_repeats_an_answer_or_names_a_professional_in_danger(results):
    for result, texts in results:
        whole = "\n".join(text.text for text in texts)
        assert not [said for said in result.answers if f'"{said}"' in whole], result.name
        assert not faults_of_words(whole.replace(LINK, "")), result.name
        assert not result.urgent or not professionals_in(whole, CONTENT), result.name
