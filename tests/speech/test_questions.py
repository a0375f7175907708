"""Every question the core can ask has words and options, without Rasa."""

import pytest

from bot.speech.audience import Audience
from bot.speech.questions import question_options, question_words
from bot.triage.content import load_content
from bot.triage.interview import CONFIRM_DANGER, Asking

CONTENT = load_content()
EVERYONE = Audience("en-US")


def asking(question):
    return Asking(question.id, question.asks, question.input, question.safety)


@pytest.mark.parametrize("question", CONTENT.questions.values(), ids=lambda question: question.id)
def test_a_question_has_words_and_an_option_for_every_fact_it_asks(question):
    assert question_words(asking(question), EVERYONE)
    offered = {option.payload for option in question_options(asking(question))}
    if question.input == "choices":
        assert offered == set(question.asks)
    elif question.input == "choice":
        assert offered <= set(CONTENT.facts[question.asks[0]].values)
        assert len(offered) > 1


def test_a_tick_list_shows_only_what_is_still_open():
    emergency = CONTENT.questions["emergency_signs"]
    open_still = Asking(emergency.id, emergency.asks[2:4], emergency.input, True)
    assert [option.payload for option in question_options(open_still)] == list(emergency.asks[2:4])


@pytest.mark.parametrize("flag", CONTENT.flags)
def test_any_sign_can_be_confirmed_by_a_question_with_a_yes_and_a_no(flag):
    confirming = Asking(CONFIRM_DANGER, (flag,), "choice", True)
    assert question_words(confirming, EVERYONE).endswith("?")
    assert [option.payload for option in question_options(confirming)] == ["yes", "no"]


def test_more_than_two_unsure_signs_are_one_question_still():
    confirming = Asking(CONFIRM_DANGER, tuple(CONTENT.flags)[:3], "choice", True)
    assert question_words(confirming, EVERYONE).count("?") == 1
