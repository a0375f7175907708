import pytest

from bot.evaluation.understanding.typo_maker import neighbours, with_typos

SHORT = "my shoulder clicks"
LONG = "it started when I lifted a box at work, can't raise the arm"


def changes(one, other):
    """The least number of inserted, dropped, replaced or swapped letters between two texts."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)


@pytest.mark.parametrize("seed", range(40))
def test_a_short_message_gets_one_slip_and_a_long_one_at_most_two(seed):
    assert changes(SHORT, with_typos(SHORT, seed)) == 1
    assert 1 <= changes(LONG, with_typos(LONG, seed)) <= 2


def test_the_same_text_and_seed_always_give_the_same_slips():
    assert with_typos(LONG) == with_typos(LONG)
    assert with_typos("my shoulder clicks", 20) == "my shulder clicks"


def test_another_seed_gives_others():
    assert len({with_typos(LONG, seed) for seed in range(40)}) > 20


def test_every_kind_of_slip_occurs():
    made = {with_typos("can't walk", seed) for seed in range(200)}
    assert {"cant walk", "can'twalk", "can't awlk", "can't alk", "can't waalk", "can't wslk"} <= made


def test_digits_signs_and_short_words_are_left_alone():
    assert with_typos("7") == "7"
    assert with_typos("") == ""
    assert with_typos("8/10") == "8/10"


def test_neighbours_touch_on_the_keyboard():
    assert set(neighbours("g")) == {"f", "h", "t", "y", "v", "b"}
    assert set(neighbours("q")) == {"w", "a"}
    assert set(neighbours("m")) == {"n", "j", "k"}
