"""What stays of a call: nothing without a yes, unless there was danger or they left a name."""

import pytest

from bot.store.calls import load_call
from bot.store.cases import load_case
from bot.store.conversations import is_erased
from bot.store.results import latest_result
from tests.desk.audit_of import audit_of


def actions(phone, visitor):
    return [action for action, _ in audit_of(phone.database, visitor.staff_id)]


def kept(phone, read):
    with phone.database.reading() as session:
        return read(session, phone.id)


def test_before_they_agree_no_case_is_kept_and_after_it_is(phone):
    phone.begins(words="my knee is sore").until("consent", region="knee")
    assert kept(phone, load_case) is None
    phone.sends("consent", answer="yes")
    phone.sends(answer="treat_pain")
    assert kept(phone, load_case)["answers"]["region"]["value"] == "knee"


def test_who_does_not_agree_leaves_nothing(phone, rita):
    phone.begins(words="my knee is sore").until("consent", region="knee")
    shown = phone.sends("consent", answer="no")
    assert "Nothing of this call is kept" in shown.text
    assert "You can call us again or come in" in shown.text
    assert (phone.left(), phone.queued(), phone.state()) == ({}, (), "ended")
    assert actions(phone, rita)[-1] == "consent_refused"


def test_who_hangs_up_before_they_agreed_leaves_nothing(phone, rita):
    phone.begins(words="my knee is sore")
    shown = phone.sends("stop")
    assert "Nothing of this call is kept" in shown.text
    assert (phone.left(), phone.queued()) == ({}, ())
    assert kept(phone, is_erased)
    assert actions(phone, rita)[-1] == "call_stopped"


def test_who_hangs_up_and_left_a_name_stands_in_the_queue_as_not_assessed(phone):
    phone.begins(words="my knee is sore")
    shown = phone.sends("stop", name="Ana Sample", reach="555 010 1234")
    assert "Not assessed" in shown.text
    (queued,) = phone.queued()
    assert (queued.tier, queued.contact.name) == (None, "Ana Sample")
    assert kept(phone, latest_result) is None


def test_who_agreed_and_hangs_up_without_a_name_is_in_no_queue(phone):
    phone.begins().until("goal", region="knee")
    shown = phone.sends("stop")
    assert "This call is over" in shown.text
    assert phone.queued() == ()
    assert "cases" in phone.left()
    assert phone.state() == "ended"


def test_who_hangs_up_while_unsure_of_danger_is_an_emergency(phone, rita):
    phone.begins()
    phone.sends(answer="not_sure")
    assert phone.question == "confirm_danger"
    phone.sends("stop")
    (queued,) = phone.queued()
    assert (queued.tier, queued.outcome) == ("T0", "emergency")
    assert "assessed" in actions(phone, rita)


def test_an_emergency_without_a_name_still_stands_in_the_queue(phone):
    phone.begins(words="crushing chest pain")
    shown = phone.sends("contact", answer="no")
    assert "No contact left" in shown.text
    assert phone.queued()[0].tier == "T0"


def test_a_name_without_a_number_is_enough(phone):
    phone.begins(words="crushing chest pain")
    shown = phone.sends("contact", name="Ana Sample", reach="")
    assert "No number left" in shown.text
    assert phone.queued()[0].contact.name == "Ana Sample"


@pytest.mark.parametrize(
    ("verb", "pressed"), [("contact", {}), ("contact", {"answer": "no"}), ("stop", {})], ids=str
)
def test_a_number_without_a_name_is_enough(phone, verb, pressed):
    phone.begins(words="crushing chest pain" if verb == "contact" else "")
    shown = phone.sends(verb, name=" ", reach="555 010 1234", **pressed)
    assert "No name given" in shown.text
    (queued,) = phone.queued()
    assert (queued.contact.name, queued.contact.reach) == ("", "555 010 1234")
    for page in ("/queue", f"/cases/{phone.id}/print"):
        assert "No name given" in phone.visitor.get(page).text


def test_a_result_is_not_handed_over_with_nobody_to_ask_for_unless_staff_say_so(phone):
    phone.begins(words="crushing chest pain")
    shown = phone.sends("contact", name=" ", reach="")
    assert shown.status_code == 422
    assert "Write down a name or a number" in shown.text
    assert "contacts" not in phone.left()


def test_the_evidence_of_a_call_cannot_be_read_in_the_database(phone, tmp_path):
    phone.begins(words="my sorest knee of all")
    phone.sends(answer="none")
    phone.database.dispose()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"sorest" not in raw
    assert b"chest_pain_now" not in raw


def test_the_danger_check_is_timed_from_the_beginning_to_its_end(phone, clock):
    phone.begins()
    clock.turn(seconds=23)
    assert "Danger check <span>0:23</span>" in phone.text
    phone.sends(answer="none")
    phone.until("consent", region="knee")
    clock.turn(seconds=300)
    assert "Danger check took 0:23" in phone.text
    call = kept(phone, load_call)
    assert (call.screened_at - call.began_at).total_seconds() == 23
