"""Every text message fits two segments in its longest form, and asks exactly what its question asks."""

import pytest

from bot.gsm7 import TWO_MESSAGES, septets
from bot.review.lint.finding import Problem
from bot.review.lint.parameters import fillings, values_of_parameters
from bot.review.lint.text_messages import LONGEST, check_text_message
from bot.text_menu import menu_text, numbered
from bot.triage.content import load_content
from bot.triage.locales import load_locales
from bot.wording import Button, Response, Wording, wording

WORDS, CONTENT = wording(), load_content()
TEXTS = sorted(name for name in WORDS.ids() if name.startswith("utter_sms_"))
ASKED = sorted(name for name in WORDS.ids() if name.startswith("utter_ask_"))


def found_with(response, text, *titles):
    said = Response(text, tuple(Button(title, f"x{n}") for n, title in enumerate(titles)))
    words = Wording(
        {**{n: Response(WORDS.template(n), WORDS.buttons(n)) for n in WORDS.ids()}, response: said}
    )
    values = values_of_parameters(words, CONTENT, load_locales()["en-US"])
    return {finding.problem for finding in check_text_message(response, words, CONTENT, values)}


@pytest.mark.parametrize("locale", load_locales().values(), ids=lambda locale: locale.id)
def test_every_text_message_fits_two_segments_in_every_locale(locale):
    values = values_of_parameters(WORDS, CONTENT, locale)
    findings = [f for text in TEXTS for f in check_text_message(text, WORDS, CONTENT, values)]
    assert len(TEXTS) > 50
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("asked", ASKED)
def test_every_question_can_be_asked_by_text_with_the_same_answers(asked):
    by_text = asked.replace("utter_", "utter_sms_", 1)
    assert WORDS.has(by_text)
    payloads = [button.payload for button in WORDS.buttons(asked)]
    assert [button.payload for button in WORDS.buttons(by_text)] == payloads


def test_the_questions_put_by_an_action_have_the_same_answers_too():
    for said, by_text in (("summary", "ask_summary_ok"), ("confirm_one", "ask_confirm_danger")):
        payloads = [button.payload for button in WORDS.buttons(f"utter_{said}")]
        assert [button.payload for button in WORDS.buttons(f"utter_sms_{by_text}")] == payloads
    without_link = WORDS.buttons("utter_sms_ask_summary_ok_no_link")
    assert [b.payload for b in without_link] == [b.payload for b in WORDS.buttons("utter_summary")]


def test_no_two_answers_of_one_menu_read_alike():
    for text in TEXTS:
        titles = [button.title.casefold() for button in WORDS.buttons(text)]
        assert len(titles) == len(set(titles)), text


@pytest.mark.parametrize("locale", load_locales().values(), ids=lambda locale: locale.id)
def test_a_danger_sign_is_asked_about_once_more_in_one_text(locale):
    values = values_of_parameters(WORDS, CONTENT, locale)
    buttons = numbered("confirm_danger", "choice", WORDS.buttons("utter_confirm_one"), WORDS)
    for text in fillings(WORDS, "utter_confirm_one", values):
        assert septets(menu_text(text, "choice", buttons, WORDS)) <= TWO_MESSAGES, text


def test_a_menu_that_is_too_long_with_all_its_lines_is_found():
    titles = [f"A line that goes on for a while, {n}" for n in range(8)]
    assert found_with("utter_sms_ask_emergency_signs", "Any of these?", *titles) == {Problem.TOO_LONG}


def test_a_text_that_is_too_long_for_the_longest_name_is_found():
    text = "{clinic_name} " + "a word " * 39
    assert len(text) + len(LONGEST["clinic_name"][0]) > TWO_MESSAGES
    assert found_with("utter_sms_help", text) == {Problem.TOO_LONG}


def test_a_letter_that_a_plain_text_cannot_carry_is_found():
    assert found_with("utter_sms_help", "It\u2019s here.") == {Problem.CHARACTERS}
