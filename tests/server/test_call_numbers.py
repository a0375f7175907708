"""What the links dial."""

import pytest

from bot.server.call_numbers import MOBILE_EMERGENCY, emergency_tel, other_calls, tel_of
from bot.triage.locales import load_locales, locale_of


@pytest.mark.parametrize(
    ("named", "dialled"),
    [
        ("911", "911"),
        ("112 or 999", "112"),
        ("000", "000"),
        ("your local emergency number", MOBILE_EMERGENCY),
    ],
)
def test_the_emergency_link_always_dials_a_number(named, dialled):
    assert emergency_tel(named) == dialled


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("1-800-222-1222", "18002221222"),
        ("+44 20 7946 0000", "+442079460000"),
        ("your local line", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_its_digits(number, dialled):
    assert tel_of(number) == dialled


def test_only_lines_with_a_number_can_be_called():
    assert [call.tel for call in other_calls(locale_of("en-US"))] == ["988", "18002221222", "18007997233"]
    assert other_calls(load_locales()["default"]) == []
