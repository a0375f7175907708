import pytest

from bot.evaluation.intervals import clopper_pearson


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
