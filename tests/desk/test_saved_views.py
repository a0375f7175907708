"""Saved views at the desk: links above the queue, one's own, codes alone in the address."""

import html
import re

import pytest

from bot.store.saved_views import MOST_VIEWS, views_of
from bot.store.staff import disable
from tests.desk.audit_of import audit_of
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def rita(signed_in):
    return signed_in("reception", "rita")


def links(answer):
    """The saved views on a page: name, address, and whether it is the one that is shown."""
    nav = re.search(r'<nav class="views".*?</nav>', answer.text, re.DOTALL)
    found = re.findall(r'<a href="([^"]*)"( aria-current="page")?>([^<]*)</a>', nav[0] if nav else "")
    return [(html.unescape(name), html.unescape(address), bool(now)) for address, now, name in found]


def problem(answer):
    return re.search(r'id="view-problem">(.*?)</p>', answer.text)[1]


def the_view_of(database, visitor):
    with database.reading() as session:
        return views_of(session, visitor.staff_id)[0]


def test_a_filter_becomes_a_link_that_opens_the_same_cases(rita, clinic):
    clinic.leaves(clinic.screened("T0", "sms"), "Ana One")
    clinic.leaves(clinic.screened("T4", "sms"), "Bea Two")
    answer = rita.post("/queue/views", name="Urgent & texts", tier="T0", channel="sms", status="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?tier=T0&channel=sms")
    shown = rita.get("/queue?tier=T0&channel=sms")
    assert links(shown) == [("Urgent & texts", "/queue?tier=T0&channel=sms", True)]
    assert "Ana One" in shown.text
    assert "Bea Two" not in shown.text


def test_the_one_that_is_shown_is_marked_on_each_of_its_pages_and_no_other(rita):
    rita.post("/queue/views", name="Urgent", tier="T0")
    rita.post("/queue/views", name="Mine", owner="me")
    for address, marked in (
        ("/queue", []),
        ("/queue?owner=me&page=2", ["Mine"]),
        ("/queue?tier=T0", ["Urgent"]),
    ):
        assert [name for name, _, now in links(rita.get(address)) if now] == marked
    assert [now for *_, now in links(rita.post("/queue/search", words="ana", tier="T0"))] == [False, False]


def test_the_filter_stays_folded_where_a_view_says_what_is_shown(rita):
    fold = '<details class="filters"'
    assert f"{fold} open>" in rita.get("/queue?tier=T0").text
    rita.post("/queue/views", name="Urgent", tier="T0")
    assert f"{fold}>" in rita.get("/queue?tier=T0").text
    assert f"{fold} open>" in rita.get("/queue?tier=T0&channel=sms").text


def test_what_was_searched_for_is_neither_kept_nor_in_an_address(rita, database):
    answer = rita.post("/queue/views", name="After a search", words="Ana 1234", tier="T0", page="3")
    assert answer.headers["location"] == "/queue?tier=T0"
    assert the_view_of(database, rita).filter == "tier=T0"


def test_a_view_can_be_saved_only_of_chosen_filters(rita):
    assert "Save as a view" not in rita.get("/queue").text
    assert "Save as a view" in rita.get("/queue?tier=T0").text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "", "tier": "T0"}, "1 to 40 characters"),
        ({"name": "x" * 41, "tier": "T0"}, "1 to 40 characters"),
        ({"name": "Ana", "rule": "Ana Sample"}, "a rule by its code such as P24"),
        ({"name": "All"}, "press Show these, then save"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_cure_and_nothing_is_lost(rita, database, fields, told):
    answer = rita.post("/queue/views", **fields)
    assert answer.status_code == 400
    assert told in problem(answer)
    assert "tier" not in fields or f'value="{fields["name"]}"' in answer.text
    with database.reading() as session:
        assert views_of(session, rita.staff_id) == []


def test_the_thirteenth_is_refused(rita):
    for number in range(MOST_VIEWS):
        rita.post("/queue/views", name=f"View {number}", tier="T0")
    answer = rita.post("/queue/views", name="One more", tier="T0")
    assert answer.status_code == 400
    assert "you have 12 already" in problem(answer)
    assert len(links(answer)) == MOST_VIEWS


def test_the_same_name_holds_the_newer_filter(rita):
    rita.post("/queue/views", name="Urgent", tier="T0")
    rita.post("/queue/views", name="Urgent", tier="T1")
    assert links(rita.get("/queue")) == [("Urgent", "/queue?tier=T1", False)]


def test_removing_one_leaves_the_filter_that_is_shown(rita, database):
    rita.post("/queue/views", name="Urgent", tier="T0")
    view = the_view_of(database, rita)
    answer = rita.post(f"/queue/views/{view.id}/drop", owner="me")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?owner=me")
    assert links(rita.get("/queue")) == []
    assert rita.post(f"/queue/views/{view.id}/drop").status_code == 404


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_a_view_that_nobody_could_have_is_not_there(rita, number):
    assert rita.post(f"/queue/views/{number}/drop").status_code == 404


def test_nobody_sees_or_removes_the_view_of_another_whether_disabled_or_not(rita, signed_in, database, clock):
    rita.post("/queue/views", name="Urgent", tier="T0")
    view = the_view_of(database, rita)
    bea = signed_in("admin", "bea")
    assert links(bea.get("/queue?tier=T0")) == []
    assert bea.post(f"/queue/views/{view.id}/drop").status_code == 404
    with database.session() as session:
        disable(session, bea.staff_id, clock)
    assert bea.post(f"/queue/views/{view.id}/drop").status_code == 401
    with database.session() as session:
        disable(session, rita.staff_id, clock)
    assert rita.post(f"/queue/views/{view.id}/drop").status_code == 401
    assert the_view_of(database, rita) == view


def test_a_name_that_is_markup_stays_text(rita):
    rita.post("/queue/views", name="<img src=x>", tier="T0")
    shown = rita.get("/queue")
    assert "<img" not in shown.text
    assert shown.text.count("&lt;img src=x&gt;") == 2


def test_saving_and_removing_are_in_the_audit_without_the_name(rita, database):
    rita.post("/queue/views", name="Urgent", tier="T0")
    view = the_view_of(database, rita)
    rita.post(f"/queue/views/{view.id}/drop")
    assert audit_of(database, rita.staff_id) == [
        ("view.saved", f"view={view.id}"),
        ("view.dropped", f"view={view.id}"),
    ]
