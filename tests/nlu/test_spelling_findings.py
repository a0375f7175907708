"""What is read in a misspelt message is placed in, and quoted from, the message as it was typed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.understanding.training_phrasings import exemplars, intent_examples
from bot.evaluation.understanding.typo_maker import with_typos
from bot.nlu.answers import read_answer
from bot.nlu.asked_question import AskedQuestion, Option
from bot.nlu.extraction import extract
from bot.nlu.pipeline import nlp
from bot.nlu.screening import screen

TODAY = date(2026, 11, 20)
SENTENCES = [one.text for one in (*intent_examples(), *exemplars())]


def found(text):
    return {finding.fact: finding for finding in extract(text, TODAY)}


@pytest.mark.parametrize(
    ("typed", "region", "said"),
    [
        ("my kneee hurts", "knee", "kneee"),
        ("it is the jnee that hurts", "knee", "jnee"),
        ("bad abck pain", "lower_back", "abck"),
        ("my nekc is stiff", "neck", "nekc"),
        ("pain inmy rightknee", "knee", "rightknee"),
        ("soer ankel", "ankle_foot", "ankel"),
    ],
)
def test_a_misspelt_body_part_is_found_where_it_was_typed(typed, region, said):
    finding = found(typed)["region"]
    assert finding.value == region
    assert typed[finding.start : finding.end] == said
    assert said in finding.said


def test_sides_and_times_are_read_through_slips():
    facts = found("my lfet knee hurts since yestreday")
    assert facts["side"].value == "left"
    assert facts["onset"].value == found("my left knee hurts since yesterday")["onset"].value


def test_a_token_keeps_its_text_and_has_the_word_meant_as_its_norm():
    doc = nlp()("My kneee hrts")
    assert doc.text == "My kneee hrts"
    assert [token.norm_ for token in doc] == ["my", "knee", "hurts"]
    assert nlp()("bad backpain")[1].norm_ == "back pain"


def test_a_danger_sign_found_only_through_a_correction_is_doubtful():
    [sure] = screen("i have crushing chest pain")
    [doubtful] = screen("i have crushing chezt pain")
    assert (sure.certainty, doubtful.certainty) == ("sure", "doubtful")
    assert doubtful.flag == sure.flag


@pytest.mark.parametrize(
    "sentence", ["we played chess and had a pain of a time", "the crest hurts my eyes", "heard a pop song"]
)
def test_a_real_word_is_not_corrected_into_a_danger_sign(sentence):
    assert screen(sentence) == ()


def test_a_misspelt_denial_raises_no_alarm():
    assert [finding.value for finding in screen("i dnot have chest pain") if finding.value == "yes"] == []


def test_replies_and_labels_are_read_through_slips():
    question = AskedQuestion(
        "q", ("q",), (Option("fall", "A fall"), Option("lifting", "Lifting something heavy"))
    )
    assert read_answer("liftng something havy", question, TODAY).values == {"q": "lifting"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SENTENCES), st.integers(0, 99))
def test_places_and_quotes_are_of_the_message_as_typed(sentence, seed):
    typed = with_typos(sentence, seed)
    for finding in (*extract(typed, TODAY), *screen(typed)):
        assert 0 <= finding.start < finding.end <= len(typed)
        assert finding.said in typed


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_no_text_breaks_the_readers(text):
    for finding in (*extract(text, TODAY), *screen(text)):
        assert 0 <= finding.start <= finding.end <= len(text)
