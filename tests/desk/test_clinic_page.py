"""The clinic's settings at the front desk: checked, verified, versioned, rolled back in one click."""

import html
import re

import pytest

from bot.desk import clinic_changes
from bot.desk.app import build_app
from bot.settings import read_settings
from bot.store.audit_lines import Wanted, audit_lines
from bot.store.clinic_versions import newest_versions
from bot.store.live_clinic import LiveClinic
from bot.triage.content import load_content
from bot.triage.violation import Violation
from tests.desk.conftest import KEY, PORT

SIX = load_content().professionals
ALL_HERE = {f"{each}.{key}": "yes" for each in SIX for key in ("here", "accepting")}
HILL = {
    "name": "Hill Clinic",
    "phone": "555-0111",
    "locale": "en-US",
    "hours": "Monday, 8 am to noon\n\n",
    **ALL_HERE,
}


@pytest.fixture
def app(database, clock):
    """Without a name in the environment, which would win."""
    return build_app(read_settings({"SIGNPOST_KEY": KEY}), database, PORT, clock)


@pytest.fixture
def admin(signed_in):
    return signed_in("admin", "ada")


def saved(database):
    with database.reading() as session:
        return newest_versions(session)


def problem(answer):
    return html.unescape(re.search(r'class="wrong" role="alert">(.*?)</div>', answer.text, re.DOTALL)[1])


def test_a_change_is_a_version_and_live_for_the_chat(admin, database):
    answer = admin.post("/clinic", version="0", **HILL)
    assert answer.headers["location"] == "/clinic"
    clinic = LiveClinic(database)()
    assert (clinic.name, clinic.phone, clinic.hours) == ("Hill Clinic", "555-0111", ("Monday, 8 am to noon",))
    shown = admin.get("/clinic").text
    assert "Hill Clinic <span>front desk</span>" in shown
    assert "● counts now" in shown
    assert "Demo Ada" in shown


def test_who_saved_what_is_in_the_audit(admin, database):
    admin.post("/clinic", version="0", **HILL)
    with database.reading() as session:
        line = audit_lines(session, Wanted(action="clinic.saved"), 1)[0]
    assert (line.actor, line.detail) == (admin.staff_id, "version=1")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"booking_link": "http://hill.example/book"}, "must be an https address"),
        ({"booking_link": "https://hill.example/book?who=me"}, "nothing after a ?"),
        ({"booking_link": "https://hill.example/knee-pain"}, "holds the health word 'knee'"),
        ({"name": " "}, "`name:` must be a text"),
        ({"phone": "5" * 121}, "one plain line of at most 120"),
        ({"state": "New York"}, "must be a US state code"),
        ({"locale": "xx-XX"}, "must be one of"),
        ({"physical_therapist.here": ""}, "say where to go, since they are not here"),
    ],
)
def test_what_does_not_fit_is_said_with_its_cure_and_not_saved(admin, database, changed, told):
    answer = admin.post("/clinic", version="0", **{**HILL, **changed})
    assert answer.status_code == 422
    assert told in problem(answer)
    assert 'value="555-0111"' in answer.text or "phone" in changed
    assert saved(database) == []


def test_a_clinic_that_would_leave_somebody_without_a_place_is_not_saved(admin, database, monkeypatch):
    found = [Violation("clinic", "nobody says where to find physical_therapist", {})]
    monkeypatch.setattr(clinic_changes, "clinic_places_everyone", lambda *_: iter(found))
    answer = admin.post("/clinic", version="0", **HILL)
    assert answer.status_code == 422
    assert "no safe place to go" in problem(answer)
    assert "nobody says where to find physical_therapist" in problem(answer)
    assert saved(database) == []


def test_two_admins_at_once_are_told_and_nothing_typed_is_lost(admin, signed_in, database):
    other = signed_in("admin", "bert")
    admin.post("/clinic", version="0", **HILL)
    answer = other.post("/clinic", version="0", **{**HILL, "name": "Lake Clinic"})
    assert answer.status_code == 409
    assert "somebody else saved the clinic first" in problem(answer)
    assert 'value="Lake Clinic"' in answer.text
    assert 'name="version" value="1"' in answer.text
    assert [each.body["name"] for each in saved(database)] == ["Hill Clinic"]


def test_one_click_goes_back_to_an_earlier_version_or_to_the_file(admin, database):
    admin.post("/clinic", version="0", **HILL)
    admin.post("/clinic", version="1", **{**HILL, "name": "Lake Clinic"})
    assert admin.post("/clinic/restore/1", version="2").status_code == 303
    assert LiveClinic(database)().name == "Hill Clinic"
    assert "back to version 1" in admin.get("/clinic").text
    assert admin.post("/clinic/restore/0", version="3").status_code == 303
    assert LiveClinic(database)() is None
    assert len(saved(database)) == 4


@pytest.mark.parametrize("number", ["7", "x", "-1"])
def test_an_unknown_version_is_said(admin, number):
    answer = admin.post(f"/clinic/restore/{number}", version="0")
    assert answer.status_code == 422
    assert "There is no such version" in problem(answer)


@pytest.mark.parametrize("role", ["reception", "clinician", "auditor"])
def test_the_others_can_read_it_and_not_change_it(signed_in, role, database):
    visitor = signed_in(role)
    shown = visitor.get("/clinic").text
    assert shown.count("<fieldset") == shown.count("disabled>") == 8
    assert "Check and save" not in shown
    assert visitor.post("/clinic", version="0", **HILL).status_code == 403
    assert saved(database) == []


def test_markup_in_a_name_stays_text(admin):
    admin.post("/clinic", version="0", **{**HILL, "name": "<b>Hill</b>"})
    assert "<b>Hill" not in admin.get("/clinic").text
