"""Left, right and both: where they are a side, and where they are other words."""

from pathlib import Path

import pytest

from bot.nlu.side_reading import load_side_words, sides_said
from bot.triage.lexicon import LEXICONS, LexiconError


def sides(text: str, part: str = "") -> list[str]:
    """The sides said, with `part` as the one body part named."""
    at = text.lower().find(part) if part else -1
    return [side.value for side in sides_said(text, [(at, at + len(part))] if at >= 0 else [])]


@pytest.mark.parametrize(
    ("text", "part", "side"),
    [
        ("my left knee", "knee", ["left"]),
        ("L knee 3/10", "knee", ["left"]),
        ("right lower leg", "leg", ["right"]),
        ("knee pain, right, two weeks", "knee", ["right"]),
        ("knee hurts on the left", "knee", ["left"]),
        ("knees ache, both of them", "knees", ["both"]),
        ("bilateral knee pain", "knee", ["both"]),
        ("side: L", "", ["left"]),
        ("the left one", "", ["left"]),
        ("left", "", ["left"]),
    ],
)
def test_a_side_is_read(text: str, part: str, side: list[str]) -> None:
    assert sides(text, part) == side


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("my knee is fine right now", "knee"),
        ("i left my knee brace at home", "knee"),
        ("turn left and my neck catches", "neck"),
        ("my knee is not my right", "knee"),
        ("right, i'm off", ""),
        ("that's right", ""),
        ("baby is not breathing right", ""),
        ("both my parents have it", ""),
        ("right-handed", ""),
    ],
)
def test_other_words_are_no_side(text: str, part: str) -> None:
    assert sides(text, part) == []


def test_a_side_knows_the_body_part_it_is_of() -> None:
    [first, second] = sides_said("left knee and right hip", [(5, 9), (20, 23)])
    assert (first.of, second.of) == (5, 20)


def test_a_short_form_that_is_no_side_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "sides.yml"
    text = (LEXICONS / "sides.yml").read_text(encoding="utf-8")
    broken.write_text(text.replace("short: [l,", "short: [q,"), encoding="utf-8")
    with pytest.raises(LexiconError, match="'q' is no side"):
        load_side_words(broken)
