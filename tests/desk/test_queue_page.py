"""The queue page: what it shows, filters, searches, and what never gets into an address."""

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store.alerts import raise_alert
from bot.store.case_work import set_status
from tests.desk.audit_of import audit_of
from tests.desk.seen_on import seen_on
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def test_it_shows_urgency_in_words_the_person_the_professional_and_the_waiting_time(clinic, clock, signed_in):
    conversation = clinic.screened("T4")
    clinic.leaves(conversation)
    clinic.screened("T0", channel="sms")
    clock.turn(minutes=130)
    shown = signed_in().get("/queue").text
    assert shown.index("Emergency</span>") < shown.index("Routine</span>")
    for words in (
        "Ana Sample",
        "No contact left",
        "a physical therapist",
        "nobody: urgent",
        "2 h 10 min",
        "Text",
    ):
        assert words in shown
    assert "555 010 1234" not in shown
    assert f'href="/cases/{conversation}"' in shown


def test_a_name_that_is_markup_is_shown_as_it_was_typed_and_runs_nothing(clinic, signed_in):
    clinic.leaves(clinic.screened(), name="<script>alert(1)</script>{{ 7 * 7 }}")
    shown = signed_in().get("/queue").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/queue", ["Ana One", "Bea Two"]),
        ("/queue?tier=T4", ["Bea Two"]),
        ("/queue?status=all&channel=sms", ["Bea Two"]),
        ("/queue?status=booked", []),
        ("/queue?rule=P26", ["Ana One"]),
        ("/queue?from=2026-11-21&until=2026-11-22", ["Ana One", "Bea Two"]),
        ("/queue?until=2026-11-19", []),
        ("/queue?from=yesterday&tier=&page=no&unknown=1", ["Ana One", "Bea Two"]),
        ("/queue?page=7", ["Ana One", "Bea Two"]),
    ],
)
def test_a_filter_in_the_address_leaves_what_it_names(clinic, signed_in, address, names):
    clinic.leaves(clinic.screened("T2", rule="P26"), "Ana One")
    clinic.leaves(clinic.screened("T4", "sms"), "Bea Two")
    shown = signed_in().get(address).text
    assert [name for name in ("Ana One", "Bea Two") if name in shown] == names


def test_a_search_finds_a_name_and_is_never_in_an_address(clinic, signed_in):
    clinic.leaves(clinic.screened(), "Ana Sample", "555 010 1234")
    clinic.leaves(clinic.screened(), "Bea Other", "555 010 9999")
    visitor = signed_in()
    for words in ("sample", "1234"):
        shown = visitor.post("/queue/search", words=words)
        assert "Ana Sample" in shown.text
        assert "Bea Other" not in shown.text
        assert f"words={words}" not in shown.text
    assert "Nobody fits" in visitor.post("/queue/search", words="nobody").text
    assert visitor.get("/queue?words=sample").text.count("Bea Other") == 1


def test_the_rows_come_alone_for_a_page_that_keeps_itself_up_to_date(clinic, signed_in):
    clinic.leaves(clinic.screened(), "Ana Sample")
    clinic.leaves(clinic.screened("T0"), "Bea Other")
    visitor = signed_in()
    rows = visitor.post("/queue/rows", tier="T0").text
    assert "Bea Other" in rows
    assert "Ana Sample" not in rows
    assert "<html" not in rows
    assert "Ana Sample" in visitor.post("/queue/rows", words="ana").text


def test_more_than_a_page_is_turned_by_links_that_keep_the_filter(clinic, signed_in):
    for _ in range(51):
        clinic.screened("T4")
    visitor = signed_in()
    shown = visitor.get("/queue?tier=T4").text
    assert "51 cases, page 1 of 2" in shown
    assert 'href="?tier=T4&amp;page=2"' in shown
    assert visitor.get("/queue?tier=T4&page=2").text.count("data-case=") == 1
    late = visitor.get("/queue?tier=T4&page=7").text
    assert "51 cases, page 2 of 2" in late
    assert late.count("data-case=") == 1
    assert 'href="?tier=T4&amp;page=1"' in late


def test_a_full_queue_costs_no_more_questions_to_the_database_than_a_short_one(clinic, signed_in):
    visitor = signed_in()
    counts = []

    def note(connection, cursor, statement, *rest):
        counts[-1] += statement.startswith("SELECT")

    for more in (3, 120):
        for _ in range(more):
            clinic.leaves(clinic.screened())
        counts.append(0)
        event.listen(Engine, "before_cursor_execute", note)
        try:
            shown = visitor.get("/queue").text
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] > 0
    assert shown.count("data-case=") == 50


def test_looking_and_searching_are_in_the_audit(clinic, signed_in, database):
    visitor = signed_in()
    visitor.get("/queue")
    visitor.post("/queue/search", words="ana")
    visitor.post("/queue/rows")
    assert audit_of(database, visitor.staff_id) == [("queue_viewed", ""), ("queue_searched", "")]


def test_a_booked_case_whose_person_told_more_says_so_in_the_queue_and_on_its_page(clinic, clock, signed_in):
    rita = signed_in()
    case = clinic.screened("T4")
    with clinic.database.session() as session:
        set_status(session, case, 0, "booked", rita.staff_id, clock)
    assert "Nothing waits here" in rita.get("/queue").text
    clock.turn(minutes=1)
    clinic.result(case, "T0")
    badge = '<span class="badge waits">told more since it was booked</span>'
    assert badge in rita.get("/queue").text
    assert badge in rita.post("/queue/rows").text
    page = rita.get(f"/cases/{case}").text
    assert badge in page
    assert "They told more after somebody set this status." in page
    clock.turn(minutes=1)
    rita.post(f"/cases/{case}/status", version="1", seen=seen_on(rita, case), status="booked")
    assert "Nothing waits here" in rita.get("/queue").text
    assert badge not in rita.get(f"/cases/{case}").text


def test_an_emergency_that_became_less_says_so_in_the_queue_and_on_its_page(clinic, clock, signed_in):
    rita = signed_in()
    case = clinic.screened("T0")
    badge = '<span class="badge waits">told something urgent before</span>'
    assert badge not in rita.get("/queue").text
    clock.turn(minutes=1)
    clinic.result(case, "T4")
    assert badge in rita.get("/queue").text
    page = rita.get(f"/cases/{case}").text
    assert badge in page
    assert "They told something urgent before." in page


def test_the_link_of_an_alert_opens_even_where_nothing_was_told_yet(clinic, clock, signed_in):
    case = clinic.comes()
    with clinic.database.session() as session:
        raise_alert(session, case, "staff_text_undelivered", clock)
    rita = signed_in()
    assert f'href="/cases/{case}"' in rita.get("/queue").text
    assert rita.get(f"/cases/{case}").status_code == 200
