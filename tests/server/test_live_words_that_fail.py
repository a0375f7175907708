"""Words that could not be filled in are filled in later, without a word in the log each second."""

from dataclasses import replace

import pytest

from bot.server.live_words import AGAIN_SECONDS, LiveWords
from bot.this_clinic import this_clinic


class Part:
    """Something that speaks of the clinic, and breaks as long as it is told to."""

    def __init__(self):
        self.said, self.prepared = None, 0
        self.broken_prepare = self.broken_put = False

    def prepare(self, clinic):
        self.prepared += 1
        if self.broken_prepare:
            raise KeyError(clinic.name)
        return lambda: self.put(clinic.name)

    def put(self, name):
        if self.broken_put:
            raise KeyError(name)
        self.said = name


class Process:
    """A process with one part, its clinic, and the time as it counts it."""

    def __init__(self):
        self.clinic, self.now, self.part = replace(this_clinic(), name="Lake Clinic"), 0.0, Part()
        self.live = LiveWords(self.reads, lambda: self.now)
        self.live.add(self.part.prepare)

    def reads(self):
        if self.clinic is None:
            raise OSError("gone")
        return self.clinic

    def renews(self, times=1):
        for _ in range(times):
            self.live.renew()
            self.now += 1.0


@pytest.fixture
def process():
    return Process()


@pytest.mark.parametrize("step", ["broken_prepare", "broken_put"])
def test_what_broke_for_a_moment_is_tried_again_after_a_pause_and_logged_once(process, caplog, step):
    setattr(process.part, step, True)
    process.renews(times=int(AGAIN_SECONDS))
    assert (process.part.said, process.part.prepared) == (None, 1)
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["KeyError"]
    setattr(process.part, step, False)
    process.renews()
    assert process.part.said == "Lake Clinic"
    process.renews(times=40)
    assert process.part.prepared == 2


def test_another_clinic_waits_for_no_pause(process):
    process.part.broken_prepare = True
    process.renews()
    process.part.broken_prepare = False
    process.clinic = replace(process.clinic, name="Hill Clinic")
    process.renews()
    assert process.part.said == "Hill Clinic"


def test_after_a_failure_the_clinic_from_before_is_put_in_place_again(process):
    lake = process.clinic
    process.renews()
    process.clinic, process.part.broken_put = replace(lake, name="Hill Clinic"), True
    process.renews()
    process.clinic, process.part.broken_put, process.part.said = lake, False, "half of each"
    process.renews()
    assert process.part.said == "Lake Clinic"


def test_a_clinic_that_cannot_be_read_is_said_every_half_minute_and_asked_for_each_second(process, caplog):
    lake, process.clinic = process.clinic, None
    process.renews(times=5)
    assert len(caplog.records) == 1
    process.clinic = lake
    process.renews()
    assert process.part.said == "Lake Clinic"
