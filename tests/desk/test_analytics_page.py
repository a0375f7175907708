"""The page of numbers: pictures and tables of the same counts, over the days that were asked for."""

import re
import time
from datetime import datetime, timedelta, timezone

import pytest

from tests.desk.audit_of import audit_of
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def test_each_count_stands_in_a_table_beside_its_bar(clinic, signed_in):
    for tier in ("T4", "T4", "T4", "T0"):
        clinic.screened(tier)
    shown = signed_in("clinician").get("/analytics").text
    rows = dict(
        re.findall(r'<th scope="row">(\w+)</th>\s*<td class="picture"><svg.*?width="([\d.]+)"', shown)
    )
    assert (rows["Routine"], rows["Emergency"]) == ("100.0", "33.3")
    assert re.search(r"Routine</th>.*?>3</td><td class=\"number\">75%", shown, re.DOTALL)
    assert "a physical therapist" in shown
    assert "<code>P24</code>" in shown


def test_it_says_so_when_there_is_nothing(signed_in):
    shown = signed_in("auditor").get("/analytics").text
    assert shown.count("Nothing in these days.") >= 3
    assert "Nobody was tried in these days." in shown


@pytest.mark.parametrize(
    ("days", "urgent"),
    [("", True), ("?from=2026-11-21", True), ("?until=2026-11-19", False), ("?from=never&until=", True)],
)
def test_days_are_chosen_in_the_address(clinic, signed_in, days, urgent):
    clinic.screened("T0")
    assert ("Emergency" in signed_in("admin").get(f"/analytics{days}").text) == urgent


def test_it_shows_the_last_thirty_days_and_today(signed_in, clock):
    shown = signed_in("admin").get("/analytics").text
    today = clock().astimezone().date()
    days = [str(today - timedelta(days=30)), str(today)]
    assert re.findall(r'type="date" value="([\d-]+)"', shown) == days


@pytest.fixture
def in_berlin():
    """A server whose clocks change."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("now", "days", "first", "last"),
    [
        ("2026-10-25T11:00", ["2026-09-25", "2026-10-25"], "2026-09-24T22:00", "2026-10-25T22:59"),
        ("2026-11-10T11:00", ["2026-10-11", "2026-11-10"], "2026-10-10T22:00", "2026-11-10T22:59"),
        ("2026-04-10T10:00", ["2026-03-11", "2026-04-10"], "2026-03-10T23:00", "2026-04-10T21:59"),
        ("2026-03-29T10:00", ["2026-02-27", "2026-03-29"], "2026-02-26T23:00", "2026-03-29T21:59"),
    ],
)
def test_days_begin_and_end_at_midnight_though_the_clocks_changed(
    signed_in, clinic, clock, in_berlin, now, days, first, last
):
    def at(moment):
        clock.now = datetime.fromisoformat(moment).replace(tzinfo=timezone.utc)

    for moment, tier in ((first, "T0"), (last, "T4")):
        at(moment)
        clinic.screened(tier)
        clock.turn(minutes=-1 if moment == first else 1)
        clinic.screened("T1")
    at(now)
    shown = signed_in("admin").get("/analytics").text
    assert re.findall(r'type="date" value="([\d-]+)"', shown) == days
    assert ("Emergency" in shown, "Routine" in shown, "Today" in shown) == (True, True, False)


def test_no_name_is_on_it_and_looking_is_in_the_audit(clinic, signed_in, database):
    clinic.leaves(clinic.screened())
    visitor = signed_in("clinician")
    assert "Ana Sample" not in visitor.get("/analytics").text
    assert audit_of(database, visitor.staff_id) == [("analytics_viewed", "")]
