"""Numbers about a period: what counts, what does not, and how often a rule is overridden."""

from datetime import timedelta

import pytest

from bot.store.analytics import Period, funnel, minutes_to_contact, stopped_at, told
from bot.store.case_work import load_work, set_status
from bot.store.contact_attempts import add_attempt
from bot.store.conversations import erase_conversation
from bot.store.messages import add_messages
from bot.store.override_rates import override_rates
from bot.store.overrides import Override, add_override
from bot.store.queue import read_queued
from bot.store.results import withdraw_result
from bot.store.staff_replies import add_staff_reply
from bot.store.take_overs import take_over
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def counted(clinic, measure, days=1, with_demo=False):
    now = clinic.clock()
    with clinic.database.reading() as session:
        period = Period(now - timedelta(days=days), now + timedelta(seconds=1), with_demo)
        return measure(session, period)


def says(clinic, conversation, *asked):
    """The person says something, and is asked these questions."""
    said = [{"from": "person", "text": "my knee"}]
    said += [{"from": "bot", "kind": "question", "question": {"id": each}, "text": "?"} for each in asked]
    with clinic.database.session() as session:
        add_messages(session, conversation, said, clinic.clock())


def tried(clinic, conversation, rita):
    with clinic.database.session() as session:
        version = load_work(session, conversation).version
        add_attempt(session, conversation, version, "phone", "spoke", "", rita, clinic.clock)


def wrote(clinic, conversation, rita):
    """A member of staff takes the conversation over and writes."""
    with clinic.database.session() as session:
        take_over(session, conversation, rita, clinic.clock)
        add_staff_reply(session, conversation, rita, "I am Rita. When can you come?", clinic.clock)


def override(clinic, conversation, rita, kind, to):
    with clinic.database.session() as session:
        shown = read_queued(session, conversation, clinic.clock())
        made = Override(kind, "T3", to, "other", "why", shown.result_id, shown.rule)
        version = shown.work.version
        add_override(session, conversation, version, made, rita, clinic.clock)


def test_the_funnel_counts_how_far_each_conversation_came(clinic):
    rita = clinic.hire()
    conversations = [clinic.comes() for _ in range(5)]
    for conversation in conversations[1:]:
        says(clinic, conversation)
    for conversation in conversations[2:]:
        clinic.result(conversation)
    for conversation in conversations[3:]:
        clinic.leaves(conversation)
        tried(clinic, conversation, rita)
    with clinic.database.session() as session:
        set_status(session, conversations[4], 1, "booked", rita)
    assert counted(clinic, funnel) == {
        "opened": 5, "spoke": 4, "result": 3, "contact": 2, "tried": 2, "booked": 1,
    }  # fmt: skip


def test_a_conversation_belongs_to_the_day_it_was_opened_and_erased_and_invented_ones_do_not_count(
    clinic, clock
):
    clinic.screened()
    clock.turn(days=3)
    clinic.screened()
    clinic.screened(channel="demo_web")
    erased = clinic.screened()
    with clinic.database.session() as session:
        erase_conversation(session, erased)
    assert counted(clinic, funnel)["opened"] == 1
    assert counted(clinic, funnel, days=4)["opened"] == 2
    assert counted(clinic, funnel, with_demo=True)["opened"] == 2
    assert counted(clinic, told)["tier"] == {"T4": 1}


def test_people_stop_at_the_last_question_they_were_asked_unless_they_got_a_result(clinic):
    for asked in (("goal", "onset"), ("goal", "onset"), ("goal",)):
        says(clinic, clinic.comes(), *asked)
    says(clinic, clinic.screened(), "age")
    assert counted(clinic, stopped_at) == {"onset": 2, "goal": 1}


def test_only_the_latest_result_of_a_conversation_counts(clinic):
    conversation = clinic.screened("T4")
    clinic.result(conversation, "T2", rule="P26")
    said = counted(clinic, told)
    assert (said["tier"], said["rule"]) == ({"T2": 1}, {"P26": 1})


def test_the_time_to_contact_runs_from_the_first_result_to_the_first_attempt(clinic, clock):
    rita = clinic.hire()
    conversation = clinic.screened()
    clock.turn(minutes=30)
    clinic.result(conversation)
    tried(clinic, conversation, rita)
    clock.turn(minutes=30)
    tried(clinic, conversation, rita)
    clinic.screened()
    assert counted(clinic, minutes_to_contact) == [30.0]


def test_a_rules_rate_counts_cases_and_not_clicks(clinic):
    rita = clinic.hire()
    cases = [clinic.screened("T3") for _ in range(4)]
    clinic.screened("T2", rule="P26")
    override(clinic, cases[0], rita, "raise_urgency", "T1")
    override(clinic, cases[0], rita, "raise_urgency", "T0")
    override(clinic, cases[1], rita, "lower_urgency", "T4")
    first, second = counted(clinic, override_rates)
    assert (first.rule, first.decided, first.raised, first.lowered, first.overridden) == ("P24", 4, 1, 1, 2)
    assert first.rate == 0.5
    assert (second.rule, second.rate) == ("P26", 0.0)


def test_an_override_counts_for_the_result_that_counts_and_for_no_earlier_one(clinic, clock):
    rita = clinic.hire()
    conversation = clinic.screened("T3")
    clinic.screened("T3")
    override(clinic, conversation, rita, "raise_urgency", "T1")
    clock.turn(minutes=1)
    clinic.result(conversation, "T3", rule="P26")
    rates = {each.rule: (each.decided, each.overridden) for each in counted(clinic, override_rates)}
    assert rates == {"P24": (1, 0), "P26": (1, 0)}
    override(clinic, conversation, rita, "professional", "occupational_therapist")
    rates = {each.rule: (each.decided, each.professional) for each in counted(clinic, override_rates)}
    assert rates == {"P24": (1, 0), "P26": (1, 1)}


def test_a_result_that_was_withdrawn_decided_nothing_and_nothing_of_it_is_overridden(clinic):
    rita = clinic.hire()
    conversation = clinic.screened("T3")
    override(clinic, conversation, rita, "raise_urgency", "T1")
    with clinic.database.session() as session:
        withdraw_result(session, conversation)
    assert counted(clinic, override_rates) == []
    assert counted(clinic, funnel)["result"] == 1


def test_writing_to_somebody_is_an_attempt_to_reach_them(clinic, clock):
    rita = clinic.hire()
    only_written, rung_first, written_first = (clinic.screened() for _ in range(3))
    clock.turn(minutes=10)
    wrote(clinic, only_written, rita)
    tried(clinic, rung_first, rita)
    clock.turn(minutes=10)
    wrote(clinic, written_first, rita)
    wrote(clinic, rung_first, rita)
    clock.turn(minutes=10)
    tried(clinic, written_first, rita)
    assert counted(clinic, minutes_to_contact) == [10.0, 10.0, 20.0]
    assert counted(clinic, funnel)["tried"] == 3


def test_a_take_over_in_which_nobody_wrote_is_no_attempt(clinic):
    rita = clinic.hire()
    conversation = clinic.screened()
    with clinic.database.session() as session:
        take_over(session, conversation, rita, clinic.clock)
    assert counted(clinic, minutes_to_contact) == []
    assert counted(clinic, funnel)["tried"] == 0


def test_a_period_without_anything_has_no_numbers(clinic):
    assert set(counted(clinic, funnel).values()) == {0}
    assert counted(clinic, stopped_at) == {}
    assert counted(clinic, minutes_to_contact) == []
    assert counted(clinic, override_rates) == []
