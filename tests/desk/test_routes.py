"""Every route as every role and as nobody: the table is the truth, and the truth is kept."""

from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.desk.app import build_app
from bot.desk.routes import ROUTES
from bot.store.staff import ROLES
from tests.desk.conftest import PORT, Visitor

OPEN = {"/healthz", "/readyz", "/sign-in"}
GUARDED = [route for route in ROUTES if route.roles is not None]
NAMED = [pytest.param(route, id=f"{route.method} {route.path}") for route in GUARDED]
POSTED = [each for each in NAMED if each.values[0].method == "POST"]

# What each role may use, written a second time: a slip in the table shows here.
ONLY_ADMIN = {"/staff", "/staff/{staff_id}/disable", "/staff/{staff_id}/enable", "/staff/{staff_id}/reset",
              "/staff/{staff_id}/role", "/retention"}  # fmt: skip
ONLY_AUDIT = {"/audit", "/audit/check"}
ONLY_CLINICIANS = {"/queue.csv", "/cases/{conversation_id}/lower", "/cases/{conversation_id}/professional"}
ONLY_READERS = {"/queue", "/queue/views", "/queue/views/{view_id}/drop"}
ONLY_WORKERS = {
    f"/cases/{{conversation_id}}/{verb}"
    for verb in ("status", "owner", "attempts", "raise", "take-over", "reply", "hand-back")
}
OF_CALLS = {"/calls/new", "/calls", "/calls/{conversation_id}", "/calls/{conversation_id}/answer",
            "/calls/{conversation_id}/consent", "/calls/{conversation_id}/back",
            "/calls/{conversation_id}/unhear", "/calls/{conversation_id}/contact",
            "/calls/{conversation_id}/stop"}  # fmt: skip


async def reached(request: Request) -> Response:
    return PlainTextResponse("reached")


@pytest.fixture
def app(chosen, database, clock):
    """The real guard before every route of the real table; the endpoints only say that they were reached."""
    return build_app(chosen, database, PORT, clock, [replace(route, endpoint=reached) for route in ROUTES])


def ask(visitor: Visitor, route, **fields):
    path = route.path.replace("{staff_id}", "nobody").replace("{conversation_id}", "web:none")
    return visitor.get(path) if route.method == "GET" else visitor.post(path, **fields)


def test_only_signing_in_and_the_probes_are_open():
    assert {route.path for route in ROUTES if route.roles is None} == OPEN


def test_no_address_stands_in_the_table_twice():
    keys = [(route.method, route.path) for route in ROUTES]
    assert len(keys) == len(set(keys))


def test_only_an_admin_manages_staff_and_only_admins_and_auditors_read_the_audit():
    assert {route.path for route in GUARDED if route.roles == {"admin"}} >= ONLY_ADMIN
    assert {route.path for route in GUARDED if route.roles == {"admin", "auditor"}} >= ONLY_AUDIT


def test_only_those_who_may_look_at_cases_have_views_of_the_queue():
    readers = {"reception", "clinician", "admin"}
    assert {route.path for route in GUARDED if route.roles == readers} >= ONLY_READERS


def test_only_a_clinician_lowers_an_urgency_or_chooses_another_professional():
    only = {route.path for route in GUARDED if route.roles == {"clinician"}}
    assert only >= {"/cases/{conversation_id}/lower", "/cases/{conversation_id}/professional"}


def test_an_auditor_reads_what_was_done_and_not_what_people_said():
    for_auditors = {route.path for route in GUARDED if "auditor" in route.roles}
    assert not [path for path in for_auditors if path.startswith(("/cases", "/queue"))]


def test_only_clinicians_lower_override_and_take_the_list_along_and_only_the_two_who_work_on_cases_change_them():
    assert {route.path for route in GUARDED if route.roles == {"clinician"}} == ONLY_CLINICIANS
    assert {route.path for route in GUARDED if route.roles == {"reception", "clinician"}} >= ONLY_WORKERS


def test_only_those_who_work_on_cases_take_calls():
    of_calls = {route.path: route.roles for route in GUARDED if route.path.startswith("/calls")}
    assert of_calls.keys() == OF_CALLS
    assert set(of_calls.values()) == {frozenset({"reception", "clinician"})}


def test_an_auditor_reaches_nothing_that_names_a_person_of_a_case():
    reached_by_auditors = [route.path for route in GUARDED if "auditor" in route.roles]
    assert [path for path in reached_by_auditors if path.startswith(("/queue", "/cases"))] == []


@pytest.mark.parametrize("route", NAMED)
def test_nobody_gets_in(nobody, route):
    answer = ask(nobody, route)
    if route.method == "GET":
        assert answer.status_code in {303, 401}
        assert answer.headers.get("location", "/sign-in").startswith("/sign-in")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", NAMED)
def test_a_role_gets_where_the_table_says_and_nowhere_else(signed_in, route, role):
    answer = ask(signed_in(role), route)
    if "in" not in route.standings:
        assert "reached" not in answer.text
    elif role in route.roles:
        assert answer.text == "reached"
    else:
        assert answer.status_code == 403
        assert "Your role does not open this" in answer.text


@pytest.mark.parametrize("route", POSTED)
def test_a_form_without_its_csrf_field_does_nothing(signed_in, route):
    role = sorted(route.roles)[0]
    visitor = signed_in(role)
    for csrf in ("", "A" * 43, "é"):
        answer = ask(visitor, route, csrf=csrf)
        assert answer.status_code == 403
        assert "reached" not in answer.text


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:9", "https://127.0.0.1:5006"]
)
@pytest.mark.parametrize("route", POSTED)
def test_a_form_from_another_origin_does_nothing(signed_in, route, origin):
    answer = ask(signed_in(sorted(route.roles)[0]), route, origin=origin)
    assert answer.status_code == 403
    assert "another address" in answer.text
