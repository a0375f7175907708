"""What the emergency link dials."""

import pytest

from bot.server.page import MOBILE_EMERGENCY, emergency_tel


@pytest.mark.parametrize(
    ("named", "dialled"),
    [
        ("911", "911"),
        ("112 or 999", "112"),
        ("000", "000"),
        ("your local emergency number", MOBILE_EMERGENCY),
    ],
)
def test_the_link_always_dials_a_number(named, dialled):
    assert emergency_tel(named) == dialled
