"""The page of numbers: pictures and tables of the same counts, over the days that were asked for."""

import re
from datetime import timedelta

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


def test_no_name_is_on_it_and_looking_is_in_the_audit(clinic, signed_in, database):
    clinic.leaves(clinic.screened())
    visitor = signed_in("clinician")
    assert "Ana Sample" not in visitor.get("/analytics").text
    assert audit_of(database, visitor.staff_id) == [("analytics_viewed", "")]
