from bot.evaluation.understanding.reading import Reading
from bot.evaluation.understanding.timing import timings


def test_the_median_and_the_95th_percentile_are_told_by_component():
    readings = [Reading("inform", "inform", (), {"Net": float(took), "all": 1.0}) for took in range(1, 101)]
    net, whole = timings(readings)
    assert (net.component, net.messages, net.median, net.percentile_95) == ("Net", 100, 50.5, 95.0)
    assert (whole.component, whole.percentile_95) == ("all", 1.0)
