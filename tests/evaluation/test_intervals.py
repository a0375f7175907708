import pytest

from bot.evaluation.intervals import clopper_pearson, paired_loss, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (4, 20, 0.0573, 0.4366), (1, 2, 0.0126, 0.9874)],
)
def test_the_interval_is_the_one_in_the_tables(hits, of, low, high):
    assert clopper_pearson(hits, of) == pytest.approx((low, high), abs=0.0001)


def test_no_miss_in_three_hundred_still_allows_about_one_in_a_hundred():
    assert clopper_pearson(0, 300)[1] == pytest.approx(0.0122, abs=0.0001)


def test_more_confidence_makes_a_wider_interval():
    narrow, wide = clopper_pearson(4, 20), clopper_pearson(4, 20, confidence=0.99)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(hits, of):
    with pytest.raises(ValueError, match="count at least one case"):
        clopper_pearson(hits, of)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (4, 20, 0.0807, 0.4160), (81, 263, 0.2553, 0.3662)],
)
def test_the_score_interval_is_the_one_in_the_tables(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_score_interval(hits, of):
    with pytest.raises(ValueError, match="count at least one case"):
        wilson(hits, of)


def test_the_loss_between_two_judgements_lies_in_its_interval_and_turns_with_its_sign():
    low, high = paired_loss(16, 6, 100)
    assert low < 0.10 < high
    assert paired_loss(6, 16, 100) == pytest.approx((-high, -low))


def test_no_change_leaves_less_room_the_more_pairs_there_are():
    few, many = paired_loss(0, 0, 20), paired_loss(0, 0, 2000)
    assert few[1] > many[1] > 0


@pytest.mark.parametrize(("lost", "gained", "of"), [(0, 0, 0), (3, 2, 4), (-1, 0, 4)])
def test_what_is_no_count_of_pairs_is_refused(lost, gained, of):
    with pytest.raises(ValueError, match="no count of pairs"):
        paired_loss(lost, gained, of)
