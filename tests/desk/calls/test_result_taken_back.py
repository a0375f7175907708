"""A result counts as long as what it was made from stands: who takes something back and hangs up is not assessed."""

import pytest

from bot.desk.calls.abandoned import end_abandoned
from bot.store.audit import audit
from bot.store.case_work import load_work
from bot.store.overrides import Override, add_override
from bot.store.results import latest_result
from tests.desk.audit_of import audit_of

CALM = {"region": "knee", "goal": "treat_pain", "onset": "over_3_months", "age": "from_18_to_49"}


@pytest.fixture
def told(phone, clock):
    """A call with a calm result, of which something was taken back."""
    phone.begins(words="my knee is sore").until("result", **CALM)
    assert (phone.queued()[0].tier, phone.queued()[0].professional) == ("T4", "physical_therapist")
    clock.turn(minutes=1)
    phone.sends("back")
    assert phone.question != "result"
    clock.turn(minutes=1)
    return phone


def result_of(phone):
    with phone.database.reading() as session:
        return latest_result(session, phone.id)


def left(phone):
    phone.clock.turn(minutes=30)
    assert end_abandoned(phone.database, phone.clock) == 1


@pytest.mark.parametrize("name", ["Ana Sample", ""], ids=["a name", "no name"])
def test_who_hangs_up_after_taking_something_back_stands_as_not_assessed(told, name):
    shown = told.sends("stop", name=name)
    (queued,) = told.queued()
    assert (queued.tier, queued.professional, queued.rule, queued.not_assessed) == (None, None, None, True)
    assert result_of(told) is None
    assert "The screen did not finish. Treat it as unknown, not as calm." in shown.text
    assert "Start with a physical therapist" not in shown.text
    assert (name or "No contact left") in shown.text


def test_a_call_left_in_the_middle_after_taking_something_back_stands_as_not_assessed(told):
    left(told)
    assert [(case.tier, case.not_assessed) for case in told.queued()] == [(None, True)]


def test_the_note_of_such_a_call_holds_only_what_still_stands(told):
    before = told.visitor.get(f"/cases/{told.id}").text
    told.sends("unhear")
    told.sends("stop", name="Ana Sample")
    after = told.visitor.get(f"/cases/{told.id}").text
    assert "Where: Knee" in before
    assert "Where: Knee" not in after


def test_the_earlier_result_stays_on_record_and_the_audit_says_that_it_was_withdrawn(told, rita):
    told.sends("stop")
    actions = [action for action, _ in audit_of(told.database, rita.staff_id)]
    assert actions[-3:] == ["call_stopped", "result_withdrawn", "case_viewed"]
    assert told.left()["results"] == 2
    assert "Result withdrawn" in told.visitor.get(f"/cases/{told.id}").text


def test_nobody_is_named_for_a_call_that_the_calendar_ended(told):
    left(told)
    with told.database.reading() as session:
        query = audit.select().where(audit.c.action == "result_withdrawn")
        assert [line.actor for line in session.execute(query)] == [None]


def test_a_new_result_after_taking_something_back_counts_as_any(told):
    told.until("result", **CALM)
    told.sends("contact", name="Ana Sample")
    (queued,) = told.queued()
    assert (queued.tier, queued.not_assessed) == ("T4", False)


def test_what_staff_raised_stays_raised(told, rita):
    (queued,) = told.queued()
    made = Override("raise_urgency", "T4", "T1", "sounds_worse", "short of breath", queued.result_id, "P24")
    with told.database.session() as session:
        version = load_work(session, told.id).version
        add_override(session, told.id, version, made, rita.staff_id, told.clock)
    told.clock.turn(minutes=1)
    told.sends("stop")
    (queued,) = told.queued()
    assert (queued.tier, queued.not_assessed) == ("T1", True)


def test_words_that_reopen_a_question_and_are_left_there_are_not_assessed(phone, clock):
    phone.begins().until("result", **CALM)
    clock.turn(minutes=1)
    shown = phone.sends(answer="words", words="i have a pacemaker")
    assert 'name="question" value="result"' not in shown.text
    clock.turn(minutes=1)
    phone.sends("stop")
    assert [(case.tier, case.not_assessed) for case in phone.queued()] == [(None, True)]


def test_who_is_unsure_of_danger_and_hangs_up_is_an_emergency_after_a_calm_result_too(told):
    told.sends(answer="words", words="maybe some chest pressure, not sure")
    told.clock.turn(minutes=1)
    told.sends("stop")
    assert told.queued()[0].tier == "T0"


def test_a_withdrawn_result_is_no_outcome_in_the_numbers(told, signed_in):
    told.sends("stop")
    shown = signed_in("clinician").get("/analytics").text
    assert "Told whom to start with" not in shown
