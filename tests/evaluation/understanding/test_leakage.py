from functools import cache
from pathlib import Path

import pytest

from bot.evaluation.understanding.labelled_texts import AnswerText, Labelled
from bot.evaluation.understanding.leakage import leak_bar, leaks, phrasings_of
from bot.evaluation.understanding.load_sets import load_sets
from bot.evaluation.understanding.training_phrasings import Phrasing, exemplars, intent_examples

LEARNT = [
    Phrasing("My left knee hurts on the stairs!", "inform", "inform.yml"),
    Phrasing("hi there", "greet", "greet.yml"),
]


def sources(text):
    return [leak.phrasing.source for leak in leaks([text], LEARNT)]


def text(words):
    return Labelled("test/made_up.yml", 1, words)


@pytest.mark.parametrize(
    "words",
    [
        "my left knee hurts on the stairs",
        "MY LEFT KNEE HURTS, ON THE STAIRS...",
        "my left knee hurts on teh stairs",
        "on the stairs my left knee hurts",
        "hello, my left knee hurts on the stairs",
    ],
)
def test_a_learnt_sentence_is_found_however_it_is_edited(words):
    assert sources(text(words)) == ["inform.yml"]


@pytest.mark.parametrize("words", ["climbing steps makes my kneecap ache", "hi you there", "hey there", ""])
def test_other_words_and_short_texts_that_differ_are_no_leak(words):
    assert sources(text(words)) == []


def test_a_learnt_phrase_within_a_longer_story_is_no_leak():
    story = "fell off a ladder, so my left knee hurts on the stairs, and today both wrists are swollen too and bruised"
    assert sources(text(story)) == []


def test_a_short_text_leaks_only_when_it_is_equal():
    assert sources(text("Hi, there")) == ["greet.yml"]


def test_short_replies_are_a_closed_set_and_no_leak():
    assert sources(AnswerText("test/answers.yml", 1, "hi there", "goal", {})) == []
    assert sources(AnswerText("test/answers.yml", 1, LEARNT[0].text, "goal", {})) == ["inform.yml"]


def test_a_leak_breaks_a_bar():
    assert list(leak_bar([])) == []
    [said] = leak_bar(list(leaks([text("hi there")], LEARNT)))
    assert said.startswith("leakage: 1 text")


def test_the_texts_of_one_set_can_be_held_against_another():
    one, other = text("my thumb locks when I grip a pen"), text("when I grip a pen, my thumb locks")
    assert [leak.phrasing.source for leak in leaks([one], phrasings_of([other]))] == [
        "test/made_up.yml row 1"
    ]


@pytest.fixture(scope="module")
def examples():
    return intent_examples()


@pytest.fixture(scope="module")
def texts_of(content, examples):
    """Every text of a set, each set read once."""
    intents = frozenset(example.label for example in examples)
    return cache(lambda name: load_sets(Path("tests/understanding") / name, content, intents).all)


def test_everything_that_is_learnt_from_is_compared(examples):
    assert {example.label for example in examples} >= {"inform", "danger", "greet"}
    assert any(example.text == "good morning" for example in examples)
    assert len(exemplars()) >= 100


@pytest.mark.parametrize("name", ["dev", "test"])
def test_no_labelled_text_of_the_project_was_learnt_from(name, examples, texts_of):
    seen = phrasings_of(texts_of("dev")) if name == "test" else ()
    # Only where it stands is shown: the texts of `test` stay unread.
    found = leaks(texts_of(name), (*examples, *exemplars(), *seen))
    assert [leak.text.where for leak in found] == []
