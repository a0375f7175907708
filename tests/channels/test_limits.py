"""Token buckets."""

import pytest

from bot.channels.limits import Rate, TokenBuckets


def test_a_burst_is_allowed_and_then_the_wait_is_told():
    now = [0.0]
    buckets = TokenBuckets(Rate(burst=2, per_second=0.5), clock=lambda: now[0])

    assert [buckets.take("a"), buckets.take("a")] == [0.0, 0.0]
    assert buckets.take("a") == pytest.approx(2.0)
    now[0] = 1.0
    assert buckets.take("a") == pytest.approx(1.0)
    now[0] = 2.0
    assert buckets.take("a") == 0.0


def test_one_key_does_not_use_up_another():
    buckets = TokenBuckets(Rate(burst=1, per_second=0.1))
    buckets.take("a")

    assert buckets.take("b") == 0.0


def test_memory_is_bounded():
    buckets = TokenBuckets(Rate(burst=1, per_second=0.1), most_keys=3)
    for key in range(10):
        buckets.take(str(key))

    assert len(buckets._buckets) == 3
