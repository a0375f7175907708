"""A form that is old, repeated or somebody else's changes nothing and shows where the call is now."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk.audit_of import audit_of
from tests.desk.calls.phone import Phone
from tests.store.front_desk import Clinic


def test_pressing_twice_counts_once(phone):
    phone.begins()
    form = {**phone.form, "answer": "none"}
    phone.visitor.post(f"{phone.address}/answer", **form)
    before = phone.left()
    answer = phone.visitor.post(f"{phone.address}/answer", **form)
    assert answer.headers["location"] == f"{phone.address}?told=stale"
    assert phone.left() == before
    assert "that was not saved" in phone.visitor.get(answer.headers["location"]).text
    assert phone.question == "region"


def test_a_form_for_another_question_counts_for_nothing(phone):
    phone.begins()
    shown = phone.sends(question="region", answer="knee")
    assert "that was not saved" in shown.text
    assert phone.question == "emergency_signs"


@pytest.mark.parametrize("version", ["", "99", "x", "-1"])
def test_a_form_without_the_right_version_counts_for_nothing(phone, version):
    phone.begins()
    phone.sends(version=version, answer="ticked", tick="stroke_signs")
    assert phone.question == "emergency_signs"
    assert phone.queued() == ()


def test_two_staff_on_one_call_do_not_answer_twice(phone, signed_in):
    phone.begins()
    other = Phone(signed_in("clinician"), phone.database, phone.clock)
    other.address = phone.address
    seen_by_other = other.form
    phone.sends(answer="none")
    other.sends(answer="ticked", tick="stroke_signs", **seen_by_other)
    assert phone.question == "region"
    assert "that was not saved" not in other.sends(answer="knee").text
    assert phone.question == "injury_check"


def test_back_asks_the_last_question_again(phone):
    phone.begins()
    assert "ask the last one again" not in phone.text
    phone.sends(answer="none")
    phone.sends(answer="knee")
    phone.sends("back")
    assert phone.question == "region"
    phone.sends(answer="lower_back")
    assert phone.question == "spine_signs"


def test_back_takes_no_danger_back_that_their_words_told(phone):
    phone.begins().until("general_signs", region="lower_back")
    phone.sends(answer="none", words="he has lost a lot of weight without trying")
    assert phone.question == "consent"
    phone.sends("back")
    assert "Past cancer" not in phone.text
    phone.sends(answer="none")
    assert "They told a sign that a doctor should look at" in phone.text


def test_what_was_misheard_in_their_words_is_asked_instead_and_danger_stays(phone):
    phone.begins(words="my lower back hurts and i lost a lot of weight without trying")
    assert "Heard in their words: " in phone.text
    phone.sends(answer="none")
    assert phone.question == "spine_signs"
    shown = phone.sends("unhear")
    assert "Heard in their words" not in shown.text
    assert phone.question == "region"
    phone.until("consent", region="knee")
    assert "They told a sign that a doctor should look at" in phone.text


def test_the_clock_runs_on_when_a_danger_question_is_asked_again(phone, clock):
    phone.begins().until("consent", region="knee")
    phone.sends("back")
    clock.turn(seconds=7)
    assert "Danger check <span>0:07</span>" in phone.text


def test_a_result_that_can_wait_can_be_asked_again(phone):
    phone.begins().until("result", region="knee", goal="fitness")
    before = phone.left()["results"]
    phone.sends("back")
    assert phone.question != "result"
    assert phone.state() == "asking"
    phone.until("result")
    assert phone.left()["results"] == before + 1


def test_an_urgent_result_is_never_taken_back_here(phone):
    phone.begins()
    shown = phone.sends(answer="ticked", tick="stroke_signs")
    assert "/back" not in shown.text
    assert "a clinician can lower it" in shown.text
    phone.sends("back")
    assert phone.queued()[0].tier == "T0"
    assert phone.question == "result"


@pytest.mark.parametrize("verb", ["answer", "consent", "back", "stop", "contact"])
def test_a_call_that_is_over_takes_nothing_more(phone, verb):
    phone.begins(words="crushing chest pain")
    form = phone.form
    phone.sends("contact", name="Ana Sample", reach="")
    before = phone.left()
    shown = phone.sends(verb, answer="yes", name="Somebody Else", **form)
    assert "Ana Sample" in shown.text
    assert phone.left() == before


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"answer": "ticked"}, "Tick what they said yes to"),
        ({"answer": "none", "tick": "stroke_signs"}, "Something is ticked"),
        ({"answer": "ticked", "tick": "locked_joint"}, "Choose one of the answers"),
        ({"answer": "skip"}, "Choose one of the answers"),
        ({"answer": "words", "words": " "}, "Write down what they said first"),
        ({}, "Choose one of the answers"),
    ],
)
def test_a_form_that_says_nothing_clear_is_shown_again(phone, fields, says):
    phone.begins()
    before = phone.left()
    shown = phone.sends(**fields)
    assert (shown.status_code, says in shown.text) == (422, True)
    assert phone.left() == before
    if fields.get("tick") == "stroke_signs":
        assert 'value="stroke_signs" data-key="3" checked' in shown.text


def test_a_question_about_danger_cannot_be_skipped_and_another_can(phone):
    phone.begins().until("goal", region="knee")
    assert 'value="skip"' in phone.text
    phone.sends(answer="skip")
    assert phone.question != "goal"


@pytest.mark.parametrize("call", ["desk:none", "web:none", "no%20call", "%00"])
def test_what_is_no_call_is_not_there(rita, call):
    assert rita.get(f"/calls/{call}").status_code == 404
    assert rita.get(rita.post(f"/calls/{call}/answer", answer="none").headers["location"]).status_code == 404


def test_a_chat_of_somebody_is_no_call(rita, phone):
    chat = Clinic(phone.database, phone.clock).screened("T4")
    assert rita.get(f"/calls/{chat}").status_code == 404


def test_a_call_whose_page_was_closed_can_be_gone_on_with_by_anybody_at_the_desk(phone, signed_in, clock):
    phone.begins()
    link = f'href="{phone.address}"'
    assert link in phone.visitor.get("/calls/new").text
    assert link in signed_in("clinician").get("/calls/new").text
    phone.sends("stop")
    assert link not in phone.visitor.get("/calls/new").text
    phone.begins()
    clock.turn(minutes=9)
    assert f'href="{phone.address}"' in phone.visitor.get("/calls/new").text


def test_of_two_forms_at_the_same_moment_one_counts(phone, signed_in):
    phone.begins()
    visitors, form = [phone.visitor, signed_in("clinician")], phone.form
    before = phone.left()["messages"]

    def send(visitor):
        fields = {**form, "answer": "none"}
        return visitor.post(f"{phone.address}/answer", **fields).headers["location"]

    with ThreadPoolExecutor(2) as both:
        places = sorted(both.map(send, visitors))
    assert places == [phone.address, f"{phone.address}?told=stale"]
    # What was answered, and the next question.
    assert phone.left()["messages"] == before + 2


def test_a_form_that_was_refused_shows_the_call_and_says_so_in_the_audit(phone):
    phone.begins()
    phone.visitor.post(f"{phone.address}/answer", **phone.form, answer="ticked")
    assert audit_of(phone.database, phone.visitor.staff_id)[-1] == ("call_viewed", "refused=1")
