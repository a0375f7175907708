"""A call is a case like any other: on its page, in files, in the numbers; and without a database there is paper."""

from contextlib import contextmanager

import pytest

from bot.store.errors import StoreUnavailable
from bot.wording import wording

CALM = {"region": "knee", "goal": "treat_pain", "onset": "over_3_months", "age": "from_18_to_49"}


@pytest.fixture
def call(phone):
    """A whole call of a relative, with a name left."""
    phone.begins("relative", words="her knee is sore <b>since</b> spring").until("result", **CALM)
    phone.sends("contact", name="Ana Sample", reach="555 010 1234")
    return phone


def test_the_page_of_the_case_says_who_took_the_call_and_who_called(call):
    shown = call.visitor.get(f"/cases/{call.id}").text
    assert "Call taken by Demo Reception" in shown
    assert "Who called: another relative." in shown
    assert "By phone, at the desk" in shown


def test_the_note_quotes_their_words_and_not_the_options(call):
    shown = call.visitor.get(f"/cases/{call.id}").text
    quotes = shown.partition('<ul class="quotes">')[2].partition("</ul>")[0]
    assert quotes.count("<li>") == 1
    assert "her knee is sore &lt;b&gt;since&lt;/b&gt; spring" in quotes


def test_the_timeline_tells_of_the_call_and_not_of_each_answer(call):
    timeline = call.visitor.get(f"/cases/{call.id}").text.partition('class="time"')[2]
    for words in ("Call taken", "They agreed", "Screened", "Left their contact"):
        assert words in timeline
    assert "call_" not in timeline


@pytest.mark.parametrize("file", ["print", "note.pdf", "case.csv"])
def test_it_can_be_taken_along(call, file):
    answer = call.visitor.get(f"/cases/{call.id}/{file}")
    assert answer.status_code == 200
    if file == "case.csv":
        assert '"desk"' in answer.text


def test_the_queue_says_that_it_came_by_phone(call):
    shown = call.visitor.get("/queue?channel=desk").text
    assert "Ana Sample" in shown
    assert "By phone, at the desk" in shown
    assert "Ana Sample" not in call.visitor.get("/queue?channel=web").text


def test_the_numbers_count_it_and_say_where_a_call_stands(call, signed_in, clock):
    call.begins().until("limb_signs", region="knee")
    shown = signed_in("clinician").get("/analytics").text
    assert wording().text("utter_heading_limb_signs") in shown
    assert "a physical therapist" in shown


def test_a_call_that_is_over_leads_to_its_case(call):
    assert call.shown.headers["location"] == f"/cases/{call.id}"


def gone(*_):
    raise StoreUnavailable("no answer")


@contextmanager
def no_session(*_):
    gone()
    yield


@pytest.mark.parametrize("path", ["/calls/new", "/calls/desk:some"])
def test_without_a_database_there_is_the_danger_list_to_ask_on_paper(app, rita, monkeypatch, path):
    monkeypatch.setattr(app.state.database, "reading", no_session)
    monkeypatch.setattr(app.state.database, "session", no_session)
    answer = rita.get(path)
    assert answer.status_code == 503
    assert "tell them to call 911 now" in answer.text
    assert "Chest pain, pressure or tightness" in answer.text


def test_another_page_without_a_database_says_nothing_of_emergencies(app, rita, monkeypatch):
    monkeypatch.setattr(app.state.database, "reading", no_session)
    monkeypatch.setattr(app.state.database, "session", no_session)
    assert "911" not in rita.get("/queue").text


def test_a_step_that_the_database_did_not_take_is_told_and_changes_nothing(phone, monkeypatch):
    phone.begins()
    before = phone.form
    monkeypatch.setattr("bot.desk.calls.keeping.save_call", gone)
    answer = phone.visitor.post(f"{phone.address}/answer", answer="none", **before)
    assert (answer.status_code, "tell them to call 911 now" in answer.text) == (503, True)
    assert phone.form == before
