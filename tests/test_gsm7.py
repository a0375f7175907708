"""How a text is cut for the air, as phones and carriers count it."""

import pytest

from bot.gsm7 import GSM_7, foreign_characters, segments, septets, to_gsm7


def test_160_plain_letters_are_one_segment_and_one_more_makes_two():
    assert [part.units for part in segments("a" * 160).parts] == [160]
    assert [part.units for part in segments("a" * 161).parts] == [153, 8]


def test_an_escaped_character_counts_two_and_is_never_cut():
    text = "a" * 152 + "€" + "b" * 20
    cut = segments(text)
    assert septets(text) == 174
    assert [part.text for part in cut.parts] == ["a" * 152, "€" + "b" * 20]
    assert cut.units == 174


def test_one_curly_quote_turns_the_whole_text_into_short_segments():
    plain, curly = "it's " * 20, "it’s " * 20
    assert (segments(plain).encoding, len(segments(plain).parts)) == ("GSM-7", 1)
    assert (segments(curly).encoding, len(segments(curly).parts)) == ("UCS-2", 2)


def test_a_picture_letter_of_two_units_is_never_cut():
    cut = segments("a" * 66 + "\N{SLIGHTLY SMILING FACE}" + "b" * 10)
    assert [part.units for part in cut.parts] == [66, 12]


def test_the_segments_together_are_the_text():
    text = "Say [yes] or {no}. " * 30
    assert "".join(part.text for part in segments(text).parts) == text


def test_nothing_to_say_is_one_empty_segment():
    assert [part.text for part in segments("").parts] == [""]


@pytest.mark.parametrize(
    ("given", "carried"),
    [
        ("The “Élan” Clinic – Zoë’s", 'The "Élan" Clinic - Zoe\'s'),
        ("Kraków Ortopædi", "Kraków Ortopædi".replace("ó", "o")),
        ("a\N{NO-BREAK SPACE}b\N{ZERO WIDTH SPACE}c", "a bc"),
        ("理学", "??"),
    ],
)
def test_a_name_from_a_clinic_s_file_is_put_into_letters_a_text_can_carry(given, carried):
    assert to_gsm7(given) == carried
    assert foreign_characters(to_gsm7(given)) == ""


def test_every_letter_that_can_be_carried_stays_as_it_is():
    assert to_gsm7("".join(sorted(GSM_7))) == "".join(sorted(GSM_7))
