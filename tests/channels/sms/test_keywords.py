"""Words with a meaning of their own: only when the whole text says them, and never two meanings at once."""

import pytest

from bot.channels.sms import word_rows as module
from bot.channels.sms.keywords import (
    asks_to_start_again,
    asks_to_stop,
    command_in,
    keyword_in,
    plain,
)
from bot.channels.sms.word_rows import MalformedWords, word_rows

ROWS = word_rows("keywords.yml")


@pytest.mark.parametrize(
    "text", ["STOP", " stop.", "Stop!", "UNSUBSCRIBE", "end", "Quit", "stopall", "cancel", "REVOKE", "optout"]
)
def test_the_carriers_words_for_stopping_are_heard_in_any_case(text):
    assert keyword_in(text) == "stop"


@pytest.mark.parametrize(
    ("text", "keyword"),
    [("start", "start"), ("UNSTOP", "start"), ("Help", "help"), ("INFO?", "help"), ("info", "help")],
)
def test_starting_and_help_are_heard(text, keyword):
    assert keyword_in(text) == keyword


@pytest.mark.parametrize(
    "text",
    [
        "it won't stop bleeding",
        "the pain will not quit",
        "help me with my knee",
        "i want to start rehab",
        "the end of my finger",
        "yes",
    ],
)
def test_a_keyword_inside_a_sentence_is_only_a_word(text):
    assert keyword_in(text) is None
    assert not asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "leave me alone",
        "Stop texting me!",
        "Please take me off your list.",
        "wrong number",
        "wrong number, sorry",
        "don’t text me again",
        "stop. leave me alone. no more texts",
        "hi, you have the wrong number",
    ],
)
def test_opting_out_in_one_s_own_words_is_heard(text):
    assert asks_to_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "the pain won't leave me alone",
        "leave me alone i want to die",
        "he won't stop texting me",
        "my knee, wrong number of pills",
        "no more",
    ],
)
def test_more_than_a_wish_to_be_left_alone_is_no_opt_out(text):
    assert not asks_to_stop(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [("RESTART", "start over"), ("back", "go back"), ("Human.", "talk to a person"), ("skip", "skip")],
)
def test_a_command_is_what_the_conversation_knows(text, says):
    row = command_in(text)
    assert row is not None and row.says == says


def test_no_command_of_ours_is_a_carrier_s_word():
    carrier = {word for section in ("carrier", "start_again") for row in ROWS[section] for word in row.words}
    ours = {word for row in ROWS["commands"] for word in row.words}
    assert ours and not ours & carrier
    assert all(word == plain(word) for word in ours | carrier)


def test_yes_takes_an_opt_out_back_and_is_no_keyword_elsewhere():
    assert asks_to_start_again("Yes") and asks_to_start_again("START")
    assert keyword_in("yes") is None
    assert not asks_to_start_again("yes i have chest pain")


def test_every_way_of_opting_out_is_found_whole():
    assert all(asks_to_stop(word) for row in ROWS["opt_out"] for word in row.words)


def test_a_row_without_a_source_is_refused(tmp_path, monkeypatch):
    (tmp_path / "keywords.yml").write_text("carrier:\n  - {id: stop, words: [stop]}\n")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(MalformedWords, match="keywords.yml, carrier, stop"):
        word_rows("keywords.yml")
