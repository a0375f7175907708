"""Six conversations through a bad network and a kill -9. `make sms-network` holds two hundred."""

import asyncio

import pytest

from tests.sms_network.network import run

pytestmark = pytest.mark.slow


def test_every_turn_is_answered_once_in_order_and_comes_to_what_the_web_does(tmp_path):
    report = asyncio.run(run(tmp_path, conversations=6, seed=11))

    assert report.wrong == []
    assert sum(report.outcomes.values()) == 6
    assert report.kills == 1
    assert report.weather["duplicated"] > 0
    assert report.weather["reordered"] > 0
    assert report.weather["dropped"] > 0
