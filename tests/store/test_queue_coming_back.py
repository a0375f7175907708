"""A case that staff booked or closed is theirs to do again once its person told something that may be urgent."""

from functools import partial

import pytest

from bot.store.audit import record
from bot.store.case_work import load_work, set_owner, set_status
from bot.store.contact_attempts import add_attempt
from bot.store.queue import read_queue, read_queued
from bot.store.queue_filter import QueueFilter
from bot.store.queue_search import search_queue
from bot.store.queue_version import queue_version
from bot.store.turns import StoredTurns
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def rita(clinic):
    return clinic.hire()


def ids(clinic, **chosen):
    with clinic.database.reading() as session:
        found = read_queue(session, QueueFilter(**chosen), clinic.clock())
    assert found.total == len(found.cases)
    return [each.conversation_id for each in found.cases]


def came_back(clinic, conversation):
    with clinic.database.reading() as session:
        return read_queued(session, conversation, clinic.clock()).came_back


def save(clinic, conversation, rita, verb):
    """Staff do something with the case: `verb` takes what every change takes."""
    with clinic.database.session() as session:
        version = load_work(session, conversation).version
        verb(session, conversation, version, actor=rita, clock=clinic.clock)
    clinic.clock.turn(minutes=1)


def book(clinic, conversation, rita, status="booked"):
    save(clinic, conversation, rita, partial(set_status, status=status))


def booked(clinic, rita, tier="T4", status="booked"):
    conversation = clinic.screened(tier)
    clinic.clock.turn(minutes=1)
    book(clinic, conversation, rita, status)
    return conversation


def asks_for_a_person(clinic, conversation):
    clinic.says(conversation, turn="t9")
    with clinic.database.session() as session:
        record(session, "person_asked_for", conversation, clock=clinic.clock)


def leaves_a_turn_unfinished(clinic, conversation):
    StoredTurns(clinic.database, clock=clinic.clock).claim(conversation, "t9", "my chest hurts")
    clinic.clock.turn(seconds=61)


TOLD = {
    "an emergency": lambda clinic, case: clinic.result(case, "T0"),
    "something for today": lambda clinic, case: clinic.result(case, "T1"),
    "what nobody assessed": lambda clinic, case: clinic.says(case, assessed=False, turn="t9"),
    "a turn that was killed": leaves_a_turn_unfinished,
    "a wish for a person": asks_for_a_person,
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("status", ["booked", "declined", "elsewhere", "closed"])
def test_it_is_back_in_the_queue_and_keeps_its_status(clinic, rita, told, status):
    case, other = booked(clinic, rita, status=status), booked(clinic, rita, status=status)
    assert ids(clinic) == []
    told(clinic, case)
    assert ids(clinic) == [case]
    assert set(ids(clinic, statuses=(status,))) == {case, other}
    assert (came_back(clinic, case), came_back(clinic, other)) == (True, False)


def test_an_emergency_told_again_is_back_though_it_makes_no_new_result(clinic, rita):
    urgent, calm = booked(clinic, rita, "T0"), booked(clinic, rita, "T4")
    for case in (urgent, calm):
        clinic.says(case, turn="again")
    assert ids(clinic) == [urgent]


def test_a_calm_result_does_not_bring_it_back(clinic, rita):
    case = booked(clinic, rita)
    clinic.says(case)
    clinic.result(case, "T3")
    assert ids(clinic) == []


def test_what_was_told_before_staff_decided_does_not_bring_it_back(clinic, clock, rita):
    case = clinic.screened("T0")
    clinic.says(case, assessed=False)
    asks_for_a_person(clinic, case)
    clock.turn(minutes=1)
    book(clinic, case, rita)
    assert ids(clinic) == []


@pytest.mark.parametrize(
    "verb",
    [
        partial(set_status, status="booked"),
        partial(add_attempt, how="phone", outcome="spoke", note=""),
    ],
    ids=["status", "attempt"],
)
def test_it_goes_once_staff_save_the_case_again(clinic, rita, verb):
    case = booked(clinic, rita)
    clinic.result(case, "T0")
    clinic.clock.turn(minutes=1)
    save(clinic, case, rita, verb)
    assert ids(clinic) == []
    assert not came_back(clinic, case)


def test_taking_it_does_not_hide_it(clinic, rita):
    case = booked(clinic, rita)
    clinic.result(case, "T0")
    clinic.clock.turn(minutes=1)
    save(clinic, case, rita, partial(set_owner, owner=rita))
    assert ids(clinic) == [case]


def test_an_open_case_needs_no_coming_back(clinic, rita):
    case = booked(clinic, rita, status="contacted")
    clinic.result(case, "T0")
    assert ids(clinic) == [case]
    assert not came_back(clinic, case)


def test_a_filter_for_one_open_status_leaves_it_out(clinic, rita):
    case = booked(clinic, rita)
    clinic.result(case, "T0")
    assert ids(clinic, statuses=("new",)) == []


def test_a_search_in_the_queue_finds_it(clinic, rita):
    case = booked(clinic, rita)
    clinic.leaves(case)
    clinic.result(case, "T0")
    with clinic.database.reading() as session:
        found = search_queue(session, QueueFilter(), "ana", clinic.clock())
    assert [(each.conversation_id, each.came_back) for each in found.cases] == [(case, True)]


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_an_open_queue_hears_of_it(clinic, rita, told):
    case = booked(clinic, rita)
    before = version(clinic)
    told(clinic, case)
    assert version(clinic) != before


def test_an_open_queue_hears_of_an_emergency_told_again(clinic, rita):
    case = booked(clinic, rita, "T0")
    before = version(clinic)
    clinic.says(case, turn="again")
    assert version(clinic) != before


def version(clinic):
    with clinic.database.reading() as session:
        return queue_version(session)
