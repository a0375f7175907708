"""A text as the answer to the menu that was texted last, and never to another one."""

import pytest

from bot.channels.sms.reading import MenuEntry, StaleNumber, numbers_in, read_answer

ONE = {"id": "onset", "input": "choice", "options": []}
SEVERAL = {"id": "limb_signs", "input": "choices", "safety": True, "options": []}
SCORE = {"id": "pain", "input": "number", "options": []}
WORDS = {"id": "reason", "input": "text", "options": []}
MENU = (
    MenuEntry("short", "Under 3 days", "Less than 3 days"),
    MenuEntry("middle", "3 days to 2 weeks"),
    MenuEntry("long", "Over 3 months", "More than 3 months"),
)
YES_NO = (MenuEntry("yes", "Yes"), MenuEntry("no", "No"), MenuEntry("not_sure", "Not sure"))


def read(text, question=ONE, menu=MENU, on_screen=True):
    found = read_answer(text, "t1", question, menu, on_screen)
    return "stale" if isinstance(found, StaleNumber) else (found.choices or found.text)


@pytest.mark.parametrize("text", ["2", " 2 ", "2.", "2)", "(2)", "#2", "two", "Two.", "２", "２．", "2 2"])
def test_a_number_is_read_however_it_is_written(text):
    assert read(text) == ("middle",)


@pytest.mark.parametrize(
    "text", ["1 3", "1,3", "1, 3", "1 and 3", "1 & 3", "one and three", "3 1", "1/3", "#1 #3"]
)
def test_several_numbers_tick_several_lines(text):
    assert set(read(text, SEVERAL)) == {"short", "long"}


def test_zero_and_none_tick_nothing():
    assert read("0", SEVERAL) == ("none",) == read("None of these.", SEVERAL)
    assert read("0 2", SEVERAL) == "stale"


@pytest.mark.parametrize("text", ["4", "0", "1 2", "99"])
def test_a_number_that_is_not_on_the_menu_asks_again(text):
    assert read(text) == "stale"


def test_a_number_for_a_menu_that_was_not_texted_last_asks_again():
    assert read("2", on_screen=False) == "stale"
    assert read("more than 3 months", on_screen=False) == ("long",)


@pytest.mark.parametrize(
    "text", ["over 3 months", "More than 3 months!", "3 over 3 months", "3. Over 3 months"]
)
def test_the_words_of_an_answer_are_as_good_as_its_number(text):
    assert read(text) == ("long",)


@pytest.mark.parametrize(
    "text", ["911", "2 weeks", "my knee", "3 under 3 days", "it began 2 days ago", "1 chest pain"]
)
def test_anything_else_is_words_for_the_conversation(text):
    assert read(text) == text


@pytest.mark.parametrize("text", ["?", "not sure", "IDK", "I don’t know"])
@pytest.mark.parametrize("question", [ONE, SEVERAL, SCORE, WORDS])
def test_not_sure_can_always_be_said(text, question):
    assert read(text, question) == ("not_sure",)


@pytest.mark.parametrize(
    ("text", "choice"), [("y", "yes"), ("NO", "no"), ("nope", "no"), ("3", "not_sure"), ("yeah", "yes")]
)
def test_yes_and_no_in_short(text, choice):
    assert read(text, {"id": "athlete", "input": "choice"}, YES_NO) == (choice,)


@pytest.mark.parametrize(
    ("text", "said"), [("7", "7"), ("７", "7"), ("seven", "7"), ("7/10", "7/10"), ("about a 7", "about a 7")]
)
def test_a_score_is_the_answer_itself(text, said):
    assert read(text, SCORE, ()) == said


def test_two_different_scores_ask_again():
    assert read("7 3", SCORE, ()) == "stale"


def test_a_bare_number_is_no_answer_to_a_question_in_words():
    assert read("2", WORDS, ()) == "stale"
    assert read("5550101 ext 2", {"id": "contact_reach", "input": "text"}, ()) == "5550101 ext 2"
    assert read("12", {"id": "contact_reach", "input": "text"}, ()) == "12"


def test_without_a_question_a_number_means_nothing_and_words_are_words():
    assert read("2", None, ()) == "stale"
    assert read("my hip hurts", None, ()) == "my hip hurts"


def test_a_long_number_is_no_menu_number():
    assert numbers_in("555 0100") == ()
    assert numbers_in("1 2 3") == (1, 2, 3)
