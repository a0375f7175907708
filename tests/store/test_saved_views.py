"""Saved views: a name and codes, each member of staff their own."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import select, text

from bot.store.audit import audit
from bot.store.errors import MalformedInput
from bot.store.saved_views import (
    LONGEST_NAME,
    MOST_VIEWS,
    BadViewName,
    NoSuchView,
    TooManyViews,
    drop_view,
    save_view,
    views_of,
)
from bot.store.view_filter import FIELDS, BadFilter
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def rita(clinic):
    return clinic.hire("rita")


def save(database, who, name, chosen, clock):
    with database.session() as session:
        return save_view(session, who, name, chosen, clock)


def kept(database, who):
    with database.reading() as session:
        return [(view.name, view.filter) for view in views_of(session, who)]


def test_views_come_back_in_the_order_they_were_saved_in(database, rita, clock):
    save(database, rita, " Texts of today ", "channel=sms&tier=T1", clock)
    save(database, rita, "Mine", "owner=me", clock)
    assert kept(database, rita) == [("Texts of today", "tier=T1&channel=sms"), ("Mine", "owner=me")]


def test_every_field_of_the_queue_can_be_kept(database, rita, clock):
    whole = (
        f"status=all&tier=none&professional=physical_therapist&channel=web&owner={rita}"
        "&rule=P24&from=2026-11-01&until=2026-11-30"
    )
    save(database, rita, "All of it", whole, clock)
    assert kept(database, rita) == [("All of it", whole)]
    assert [field.partition("=")[0] for field in whole.split("&")] == list(FIELDS)


def test_the_same_name_replaces_the_view_at_its_place(database, rita, clock):
    first = save(database, rita, "Urgent", "tier=T0", clock)
    save(database, rita, "Mine", "owner=me", clock)
    assert save(database, rita, "Urgent", "tier=T1", clock) == first
    assert kept(database, rita) == [("Urgent", "tier=T1"), ("Mine", "owner=me")]


@pytest.mark.parametrize(
    "chosen",
    [
        "",
        "words=ana",
        "tier=T4&words=1234",
        "tier=T9",
        "status=waiting",
        "status=",
        "tier=T0&tier=T1",
        "page=2",
        "rule=Ana+Sample",
        "rule=5550101234",
        "owner=Ana+Sample",
        "owner=nobody-like-that",
        "owner=me%00",
        "channel=carrier+pigeon",
        "professional=chiropractor",
        "from=5550101234",
        "until=yesterday",
        "tier",
    ],
)
def test_what_is_no_code_of_the_queue_is_not_kept(database, rita, clock, chosen):
    with pytest.raises(BadFilter) as refused:
        save(database, rita, "A view", chosen, clock)
    assert isinstance(refused.value, MalformedInput)
    assert not any(said in str(refused.value) for said in ("Ana", "ana", "1234"))
    assert kept(database, rita) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "two\nlines", "turned \u202e round"])
def test_a_name_is_one_short_printable_line(database, rita, clock, name):
    with pytest.raises(BadViewName, match="1 to 40 characters"):
        save(database, rita, name, "tier=T0", clock)
    save(database, rita, "é" * LONGEST_NAME, "tier=T0", clock)
    assert kept(database, rita) == [("é" * LONGEST_NAME, "tier=T0")]


def test_there_are_at_most_twelve_and_the_twelfth_can_still_be_replaced(database, rita, clinic, clock):
    for number in range(MOST_VIEWS):
        save(database, rita, f"View {number}", "tier=T0", clock)
    with pytest.raises(TooManyViews, match="Remove one"):
        save(database, rita, "One more", "tier=T0", clock)
    save(database, rita, "View 11", "tier=T1", clock)
    assert [name for name, _ in kept(database, rita)] == [f"View {number}" for number in range(MOST_VIEWS)]
    save(database, clinic.hire("bea"), "One more", "tier=T0", clock)


def test_two_tabs_that_save_the_same_name_at_once_leave_one_view(database, rita, clock):
    with ThreadPoolExecutor(1) as other_tab:
        with database.session() as session:
            save_view(session, rita, "Mine", "owner=me", clock)
            later = other_tab.submit(save, database, rita, "Mine", "tier=T0", clock)
            # Time for the other tab to come as far as it can; it must wait for this one's end.
            wait([later], timeout=0.5)
        later.result(timeout=20)
    assert kept(database, rita) == [("Mine", "tier=T0")]


def test_nobody_sees_or_drops_the_view_of_another(database, rita, clinic, clock):
    bea = clinic.hire("bea")
    view = save(database, rita, "Mine", "owner=me", clock)
    assert kept(database, bea) == []
    with pytest.raises(NoSuchView), database.session() as session:
        drop_view(session, bea, view, clock)
    assert kept(database, rita) == [("Mine", "owner=me")]
    save(database, bea, "Mine", "tier=T0", clock)
    assert kept(database, rita) == [("Mine", "owner=me")]


def test_a_dropped_view_is_gone_and_cannot_be_dropped_again(database, rita, clock):
    view = save(database, rita, "Mine", "owner=me", clock)
    with database.session() as session:
        drop_view(session, rita, view, clock)
    assert kept(database, rita) == []
    with pytest.raises(NoSuchView), database.session() as session:
        drop_view(session, rita, view, clock)


def test_the_audit_says_who_saved_and_dropped_which_view_and_not_its_name(database, rita, clock):
    view = save(database, rita, "Mine", "owner=me", clock)
    with database.session() as session:
        drop_view(session, rita, view, clock)
        query = select(audit.c.action, audit.c.detail, audit.c.actor).where(audit.c.action.like("view.%"))
        lines = [tuple(line) for line in session.execute(query.order_by(audit.c.id))]
    assert lines == [("view.saved", f"view={view}", rita), ("view.dropped", f"view={view}", rita)]


def test_a_name_is_not_readable_without_the_key(database, rita, clock):
    save(database, rita, "SECRET-NAME", "tier=T0", clock)
    with database.reading() as session:
        assert "SECRET" not in session.execute(text("SELECT name FROM saved_views")).scalar_one()
