"""An emergency that a later, calmer result replaced stays in sight until staff decided about the case."""

from functools import partial

import pytest

from bot.store.case_work import load_work, set_owner, set_status
from bot.store.contact_attempts import add_attempt
from bot.store.overrides import Override, add_override
from bot.store.queue import read_queue, read_queued
from bot.store.queue_filter import QueueFilter
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def rita(clinic):
    return clinic.hire()


def ids(clinic):
    with clinic.database.reading() as session:
        return [each.conversation_id for each in read_queue(session, QueueFilter(), clinic.clock()).cases]


def case_of(clinic, conversation):
    with clinic.database.reading() as session:
        return read_queued(session, conversation, clinic.clock())


def told(clinic, *tiers):
    """A conversation with these results, one after the other."""
    conversation = clinic.comes()
    for tier in tiers:
        clinic.result(conversation, tier)
        clinic.clock.turn(minutes=1)
    return conversation


def save(clinic, conversation, rita, verb):
    with clinic.database.session() as session:
        version = load_work(session, conversation).version
        verb(session, conversation, version, actor=rita, clock=clinic.clock)
    clinic.clock.turn(minutes=1)


def test_starting_over_leaves_it_right_behind_the_urgent_ones(clinic):
    doctor, today, over = told(clinic, "T2"), told(clinic, "T1"), told(clinic, "T0", "T4")
    assert ids(clinic) == [today, over, doctor]
    assert (case_of(clinic, over).tier, case_of(clinic, over).urgent_before) == ("T4", True)


@pytest.mark.parametrize(
    ("tiers", "before"),
    [
        (("T0", "T4"), True),
        (("T1", "T3"), True),
        (("T0", "T3", "T4"), True),
        (("T0", "T1"), True),
        (("T0",), False),
        (("T4", "T0"), False),
        (("T0", "T4", "T0"), False),
        (("T2", "T4"), False),
        (("T1", "T1"), False),
    ],
)
def test_only_something_urgent_that_became_less_counts(clinic, tiers, before):
    assert case_of(clinic, told(clinic, *tiers)).urgent_before is before


def override(kind, to):
    made = Override(kind, "T4" if kind == "raise_urgency" else "T0", to, "other", "She said so.")
    return lambda session, conversation, version, actor, clock: add_override(
        session, conversation, version, made, actor, clock
    )


@pytest.mark.parametrize(
    "verb",
    [
        partial(set_status, status="contacted"),
        partial(add_attempt, how="phone", outcome="spoke", note=""),
        override("raise_urgency", "T2"),
    ],
    ids=["status", "attempt", "override"],
)
def test_it_goes_once_staff_decided_about_the_case(clinic, rita, verb):
    case = told(clinic, "T0", "T4")
    save(clinic, case, rita, verb)
    assert not case_of(clinic, case).urgent_before


def test_taking_the_case_decides_nothing(clinic, rita):
    case = told(clinic, "T0", "T4")
    save(clinic, case, rita, partial(set_owner, owner=rita))
    assert case_of(clinic, case).urgent_before


def test_what_staff_did_before_it_became_calmer_does_not_count(clinic, rita):
    case = told(clinic, "T0")
    save(clinic, case, rita, partial(add_attempt, how="phone", outcome="no_answer", note=""))
    clinic.result(case, "T4")
    assert case_of(clinic, case).urgent_before


def test_a_clinician_who_lowers_an_emergency_leaves_nothing_urgent_behind(clinic, rita):
    case = told(clinic, "T0")
    save(clinic, case, rita, override("lower_urgency", "T4"))
    assert not case_of(clinic, case).urgent_before
