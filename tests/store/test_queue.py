"""The queue: who is in it, in which order, and what a filter leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store.alerts import raise_alert, see_alert, unseen_alerts
from bot.store.audit import record
from bot.store.case_work import set_owner, set_status
from bot.store.conversations import erase_conversation
from bot.store.queue import read_queue, read_queued
from bot.store.queue_filter import QueueFilter
from bot.store.queue_version import queue_version
from bot.store.turns import StoredTurns
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def queue(clinic, **chosen):
    with clinic.database.reading() as session:
        return read_queue(session, QueueFilter(**chosen), clinic.clock())


def ids(clinic, **chosen):
    return [each.conversation_id for each in queue(clinic, **chosen).cases]


def version(clinic):
    with clinic.database.reading() as session:
        return queue_version(session)


def test_the_most_urgent_comes_first_and_the_oldest_first_within_a_tier(clinic, clock):
    calm, old = clinic.screened("T4"), clinic.screened("T2")
    clock.turn(minutes=5)
    young, now = clinic.screened("T2"), clinic.screened("T0")
    assert ids(clinic) == [now, old, young, calm]


def test_what_was_not_assessed_stands_right_behind_the_cases_for_today(clinic):
    doctor, today = clinic.screened("T2"), clinic.screened("T1")
    unread = clinic.comes()
    clinic.says(unread, assessed=False)
    assert ids(clinic) == [today, unread, doctor]
    assert queue(clinic).cases[1].not_assessed


def test_a_turn_that_was_killed_counts_as_not_assessed_once_it_cannot_be_running(clinic, clock):
    conversation = clinic.comes()
    StoredTurns(clinic.database, clock=clock).claim(conversation, "t1", "my knee hurts")
    assert ids(clinic) == []
    clock.turn(seconds=61)
    assert ids(clinic) == [conversation]


def test_a_calm_result_is_not_calm_when_something_was_said_after_it_that_nothing_judged(clinic, clock):
    calm, doctor = clinic.screened("T4"), clinic.screened("T2")
    clock.turn(minutes=1)
    clinic.says(calm, assessed=False)
    assert ids(clinic) == [calm, doctor]


def test_a_result_settles_what_was_not_assessed_before_it(clinic, clock):
    conversation = clinic.comes()
    clinic.says(conversation, assessed=False)
    clock.turn(minutes=1)
    clinic.result(conversation)
    assert not queue(clinic).cases[0].not_assessed


def test_whoever_left_a_contact_or_asked_for_a_person_is_in_the_queue_without_a_result(clinic):
    left, asked, neither = clinic.comes(), clinic.comes(), clinic.comes()
    clinic.leaves(left)
    with clinic.database.session() as session:
        record(session, "person_asked_for", asked)
    assert set(ids(clinic)) == {left, asked}
    assert neither not in ids(clinic)
    assert {each.conversation_id: each.asked_for_person for each in queue(clinic).cases} == {
        left: False, asked: True,
    }  # fmt: skip


def test_waiting_counts_from_the_first_result_though_the_latest_one_decides(clinic, clock):
    conversation = clinic.screened("T4")
    came = clock()
    clock.turn(minutes=30)
    clinic.result(conversation, "T2")
    (case,) = queue(clinic).cases
    assert (case.tier, case.waiting_since) == ("T2", came)


def test_an_erased_case_is_gone(clinic):
    conversation = clinic.screened("T0")
    clinic.leaves(conversation)
    with clinic.database.session() as session:
        erase_conversation(session, conversation)
    assert ids(clinic, statuses=()) == []
    with clinic.database.reading() as session:
        assert read_queued(session, conversation, clinic.clock()) is None


@pytest.mark.parametrize("strange", ["web:nobody", "a\0b", "", "x" * 500], ids=range(4))
def test_an_id_that_was_never_issued_is_no_case(clinic, strange):
    with clinic.database.reading() as session:
        assert read_queued(session, strange, clinic.clock()) is None


def test_each_filter_leaves_what_it_names(clinic, clock):
    rita = clinic.hire()
    knee = clinic.screened("T4", rule="P24")
    clock.turn(days=1)
    heart = clinic.screened("T2", "sms", professional="exercise_physiologist", rule="P26")
    clock.turn(days=1)
    asked = clinic.comes()
    clinic.leaves(asked)
    with clinic.database.session() as session:
        set_owner(session, knee, 0, rita, rita)
        set_status(session, heart, 0, "booked", rita)
    assert ids(clinic) == [asked, knee]
    assert ids(clinic, statuses=("booked",)) == [heart]
    assert ids(clinic, tier="T4") == [knee]
    assert ids(clinic, tier="none") == [asked]
    assert ids(clinic, statuses=(), professional="exercise_physiologist") == [heart]
    assert ids(clinic, statuses=(), channel="sms") == [heart]
    assert ids(clinic, statuses=(), rule="P24") == [knee]
    assert ids(clinic, statuses=(), owner=rita) == [knee]
    assert ids(clinic, owner="none") == [asked]
    assert ids(clinic, statuses=(), day_from=clock() - timedelta(days=1)) == [asked, heart]
    assert ids(clinic, statuses=(), day_until=clock() - timedelta(days=1)) == [knee]


def test_not_assessed_also_finds_who_said_more_after_a_calm_result(clinic, clock):
    calm, more = clinic.screened("T4"), clinic.screened("T4")
    clock.turn(minutes=1)
    nothing = clinic.comes()
    clinic.says(more, assessed=False)
    clinic.says(nothing, assessed=False)
    assert ids(clinic, tier="none") == [more, nothing]
    assert ids(clinic, tier="T4") == [more, calm]


def test_a_conversation_with_an_alert_is_a_case_and_stays_one_once_somebody_saw_it(clinic, clock):
    doctor, alerted = clinic.screened("T2"), clinic.comes()
    with clinic.database.session() as session:
        raise_alert(session, alerted, "opted_out_danger", clock)
        raise_alert(session, None, "opted_out_danger", clock)
    assert ids(clinic) == [alerted, doctor]
    with clinic.database.session() as session:
        for alert in unseen_alerts(session):
            see_alert(session, alert.id, "rita", clock)
    assert ids(clinic) == [alerted, doctor]
    change(clinic, erase_conversation, alerted)
    assert ids(clinic) == [doctor]


@pytest.mark.parametrize(("first", "shown"), [(5, 5), (7, 5), (10, 5), (5000, 5), (0, 0)])
def test_past_the_end_stands_the_last_page(clinic, first, shown):
    for _ in range(7):
        clinic.screened()
    with clinic.database.reading() as session:
        found = read_queue(session, QueueFilter(), clinic.clock(), first=first, size=5)
    assert (len(found.cases), found.total, found.first) == (2 if shown else 5, 7, shown)


@pytest.mark.parametrize(("cases", "shown"), [(0, 0), (5, 0), (10, 5)])
def test_the_last_page_may_be_empty_or_full(clinic, cases, shown):
    for _ in range(cases):
        clinic.screened()
    with clinic.database.reading() as session:
        found = read_queue(session, QueueFilter(), clinic.clock(), first=50, size=5)
    assert (len(found.cases), found.total, found.first) == (min(cases, 5), cases, shown)


def test_a_page_is_one_query_however_far_down_it_is(clinic):
    with clinic.database.session() as session:
        for _ in range(3):
            record(session, "seen", None)
    for _ in range(7):
        clinic.leaves(clinic.screened())
    asked = []

    def note(connection, cursor, statement, parameters, context, executemany):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with clinic.database.reading() as session:
            found = read_queue(session, QueueFilter(), clinic.clock(), first=5, size=5)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert (len(found.cases), found.total) == (2, 7)
    assert sum(statement.startswith("SELECT") for statement in asked) == 1


def test_the_version_changes_with_everything_the_queue_shows(clinic, clock):
    rita = clinic.hire()
    conversation = clinic.comes()
    steps = [
        lambda: clinic.says(conversation, assessed=False),
        lambda: clinic.result(conversation),
        lambda: clinic.leaves(conversation),
        lambda: clinic.leaves(conversation, name="Ana Other"),
        lambda: change(clinic, set_status, conversation, 0, "contacted", rita),
        lambda: change(clinic, set_owner, conversation, 1, rita, rita),
        lambda: change(clinic, erase_conversation, conversation),
    ]
    seen = [version(clinic)]
    for step in steps:
        clock.turn(seconds=1)
        step()
        seen.append(version(clinic))
    assert len(set(seen)) == len(steps) + 1
    assert version(clinic) == seen[-1]


def change(clinic, verb, *args):
    with clinic.database.session() as session:
        verb(session, *args)
