"""Keys: one for each option of each question, and none that means something else on the page."""

import pytest

from bot.desk.calls.keys import OPTION_KEYS, TEN, options_of
from bot.triage.interview import CONFIRM_DANGER, Asking
from tests.desk.calls.by_phone import CONTENT

ELSEWHERE = {"0", "b", "h", "n", "q", "s", "u", "w", "x"}
"""None of these, back, hung up, new call, queue, skip, not sure, words, misheard."""
ASKINGS = [
    Asking(question.id, question.asks, question.input, question.safety)
    for question in CONTENT.questions.values()
]


@pytest.mark.parametrize("asking", ASKINGS, ids=lambda asking: asking.id)
def test_every_option_of_every_question_has_a_key_of_its_own(asking):
    keys = [option.key for option in options_of(asking, CONTENT)]
    assert len(keys) == len(set(keys)) > 1
    taken = ELSEWHERE - {"0"} if asking.input == "number" else ELSEWHERE
    assert not taken & set(keys)


def test_a_score_has_the_key_of_its_digit():
    pain = next(asking for asking in ASKINGS if asking.id == "pain")
    assert [(each.value, each.key) for each in options_of(pain, CONTENT)] == [
        *((str(score), str(score)) for score in range(10)),
        ("10", TEN),
    ]


def test_a_tick_list_has_keys_for_the_lines_that_are_still_open_alone():
    asking = Asking("emergency_signs", ("stroke_signs", "collapse_now"), "choices", True)
    assert [(each.value, each.key) for each in options_of(asking, CONTENT)] == [
        ("stroke_signs", "1"),
        ("collapse_now", "2"),
    ]


def test_the_second_try_about_danger_is_yes_or_no():
    asking = Asking(CONFIRM_DANGER, ("stroke_signs",), "choice", True)
    assert [(each.value, each.key) for each in options_of(asking, CONTENT)] == [("yes", "1"), ("no", "2")]


def test_digits_come_first():
    assert OPTION_KEYS.startswith("123456789")
