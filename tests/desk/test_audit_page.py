"""The audit page: who did what, narrowed, checked; and reading it leaves a line."""

import pytest
from sqlalchemy import text

from bot.store.audit import record

CASE = "web:abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def auditor(signed_in):
    return signed_in("auditor", "otto")


@pytest.fixture
def lines(database, clock, signed_in):
    """A view by a receptionist, a day later an erasure by nobody."""
    rita = signed_in("reception", "rita")
    with database.session() as session:
        record(session, "case.viewed", CASE, "tier=T0", clock, actor=rita.staff_id)
    clock.turn(days=1)
    with database.session() as session:
        record(session, "conversation_erased", "web:other", clock=clock)
    return rita


def test_it_says_who_what_when_and_about_which_conversation(lines, auditor):
    shown = auditor.get("/audit").text
    assert "Demo Rita" in shown
    assert "<code>case.viewed</code>" in shown
    assert CASE in shown
    assert "2026-11-21 19:00:00" in shown


@pytest.mark.parametrize(
    ("asked", "erased", "viewed"),
    [
        ("?action=case.viewed", False, True),
        (f"?case={CASE}", False, True),
        ("?since=2026-11-22", True, False),
        ("?until=2026-11-21", False, True),
        ("?since=not-a-day&until=9999-12-31", True, True),
        ("?before=0", False, False),
        ("?before=x", True, True),
    ],
)
def test_it_can_be_narrowed(lines, auditor, asked, erased, viewed):
    shown = auditor.get("/audit" + asked).text
    assert ("web:other" in shown) is erased
    assert (CASE in shown.replace(f'value="{CASE}"', "")) is viewed


def test_it_can_be_narrowed_to_one_person(lines, auditor):
    shown = auditor.get(f"/audit?actor={lines.staff_id}").text
    assert CASE in shown
    assert "web:other" not in shown


def test_reading_it_is_noted_too(auditor, database):
    auditor.get("/audit")
    assert "<code>audit.viewed</code>" in auditor.get("/audit").text


def test_more_than_a_page_is_turned(auditor, database, clock):
    with database.session() as session:
        for number in range(150):
            record(session, "case.viewed", f"web:{number}", clock=clock)
    first = auditor.get("/audit").text
    assert first.count("<code>case.viewed</code>") == 99
    assert "Older lines" in first
    older = auditor.get("/audit?before=52").text
    assert older.count("<code>case.viewed</code>") == 51
    assert "Older lines" not in older


def test_the_check_says_that_it_is_whole_or_names_the_line(lines, auditor, database):
    assert "The audit is whole: 2 lines fit" in auditor.post("/audit/check").text
    with database.session() as session:
        session.execute(text("DROP TRIGGER audit_no_update"))
        session.execute(text("UPDATE audit SET detail = 'tier=T4' WHERE action = 'case.viewed'"))
    assert "Line 1 of the audit does not fit" in auditor.post("/audit/check").text
