"""Word lists as data: every list the program asks for is there, and one that is not is named."""

import re
from pathlib import Path

import pytest

from bot.nlu.named_times import load_time_words, named_times, time_words
from bot.nlu.word_lists import alternatives, spoken, word_list, word_lists
from bot.triage.lexicon import LEXICONS, LexiconError


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(LexiconError, match="there is no list 'colours'"):
        word_list("words", "colours")


@pytest.mark.parametrize("name", ["words", "numbers", "spelling", "people_words", "pain"])
def test_every_lexicon_of_lists_names_its_source(name: str) -> None:
    assert word_lists(name)
    assert "# Source:" in (LEXICONS / f"{name}.yml").read_text(encoding="utf-8")


def test_a_longer_word_is_tried_before_one_it_begins_with() -> None:
    assert re.fullmatch(alternatives(["week", "weeks"]), "weeks")
    assert re.match(alternatives(["week", "weeks"]), "weeks").group() == "weeks"


def test_a_phrase_has_choices_and_numbers_and_nothing_else_is_special() -> None:
    assert re.fullmatch(spoken("(for |)# week(s|)"), "for 12 weeks")
    assert re.fullmatch(spoken("(for |)# week(s|)"), "1 week")
    assert not re.fullmatch(spoken("a.b"), "axb")


def test_a_bracket_that_does_not_close_is_refused() -> None:
    with pytest.raises(LexiconError, match="close each bracket"):
        spoken("(for |week")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("since yesterday", 1.0),
        ("since yesturday", 1.0),
        ("the day before yesterday", 2.0),
        ("it just happened", 0.1),
        ("for donkey's years", 3650.0),
        ("for months now", 120.0),
        ("the year before last", 700.0),
    ],
)
def test_a_time_without_a_number_is_read(text: str, days: float) -> None:
    longest = max(named_times(text), key=lambda time: time.end - time.start)
    assert longest.days == days


@pytest.mark.parametrize("text", ["i came in today", "how are you today", "many years old"])
def test_words_around_a_time_can_make_it_none(text: str) -> None:
    assert list(named_times(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('days: "8"', "days: soon", "write days as a number"),
        ('month: "12"', 'month: "13"', "month from 1 to 12"),
        ("  cue_after:", "  cue_afterwards:", "there is no list 'cue_after'"),
    ],
)
def test_a_mistake_in_the_times_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    broken = tmp_path / "times.yml"
    broken.write_text(
        (LEXICONS / "times.yml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=told):
        load_time_words(broken).list("cue_after")


def test_the_shipped_times_are_read_once() -> None:
    assert time_words() is time_words()
