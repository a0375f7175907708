"""What reaches Rasa holds nothing a person cannot have meant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.plain_text import PlainText
from bot.plain_text import MAX_CHARACTERS, plain_text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("/restart", "restart"),
        (' \u00a0\u2003/inform{"goal": "treat_pain"}', "inform"),
        ("/inform@0.9", "inform"),
        ("my {knee} hurts", "my {knee} hurts"),
        ("\u200b/\u200e/ / start", "start"),
        ("my knee\x00 hurts\x07", "my knee hurts"),
        ("two\n\n lines\tand  spaces", "two lines and spaces"),
        ("e\u0301tude", "\u00e9tude"),
        ("7/10", "7/10"),
        ("\u202e", ""),
        ("", ""),
    ],
)
def test_slashes_control_characters_and_odd_spaces_go(typed: str, plain: str) -> None:
    assert plain_text(typed) == plain


def test_a_long_message_is_cut() -> None:
    assert plain_text("a" * 5_000) == "a" * MAX_CHARACTERS


@given(st.text(max_size=1_500))
def test_plain_text_is_bounded_composed_and_stays_as_it_is(typed: str) -> None:
    plain = plain_text(typed)
    assert len(plain) <= MAX_CHARACTERS
    assert not plain.startswith("/")
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in plain)
    assert plain_text(plain) == plain


def test_the_component_replaces_the_text_of_a_message() -> None:
    [message] = PlainText().process([Message(data={TEXT: " /forget_me"})])
    assert message.get(TEXT) == "forget_me"
