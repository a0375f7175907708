"""Notes to staff in the clinic's settings: edited in words, checked, versioned and rolled back with the rest."""

import re

import pytest

from bot.labels import heading
from bot.speech.answer_words import question_heading
from bot.store.clinic_versions import add_version
from bot.store.live_clinic import LiveClinic
from bot.triage.clinic import note_for
from bot.triage.clinic_notes import noted_questions
from bot.triage.content import load_content
from bot.wording import wording
from tests.desk.test_clinic_page import HILL, SIX, problem, saved

NOTE = "Ask which stairs <b>hurt</b>."


@pytest.fixture
def admin(signed_in):
    return signed_in("admin", "ada")


def field_of(answer, question):
    return re.search(rf'id="note-{question}" name="note\.{question}" value="([^"]*)"', answer.text)[1]


def test_a_note_is_saved_with_the_other_settings_and_live_for_the_desk(admin, database):
    assert admin.post("/clinic", version="0", **HILL, **{"note.goal": f" {NOTE} "}).status_code == 303
    clinic = LiveClinic(database)()
    assert dict(clinic.notes) == {"goal": NOTE}
    assert note_for(clinic, "goal") == NOTE
    shown = admin.get("/clinic")
    assert field_of(shown, "goal") == "Ask which stairs &lt;b&gt;hurt&lt;/b&gt;."
    assert "Notes to staff (1 written)" in shown.text


def test_each_question_has_a_field_named_in_words(admin):
    shown = admin.get("/clinic").text
    labels = dict(re.findall(r'<label for="note-([a-z_]+)">([^<]+)</label>', shown))
    assert tuple(labels) == noted_questions()
    assert labels["emergency_signs"] == wording().text("utter_heading_emergency_signs")
    assert labels["pain"] == heading("pain")
    assert labels["consent"] == "Whether we may keep what they say"
    assert not [label for label in labels.values() if "_" in label]
    assert "Notes to staff (none written)" in shown


def test_every_question_of_the_content_has_a_heading():
    assert all(question_heading(question) for question in load_content().questions.values())


@pytest.mark.parametrize("note", ["x" * 241, "turned \u202e round"])
def test_a_note_that_does_not_fit_is_said_and_nothing_is_lost(admin, database, note):
    answer = admin.post("/clinic", version="0", **HILL, **{"note.goal": note, "note.age": "Kept as typed"})
    assert answer.status_code == 422
    assert "row 'note for goal': `text:` must be one plain line of at most 240 characters" in problem(answer)
    assert field_of(answer, "goal") == note
    assert field_of(answer, "age") == "Kept as typed"
    assert '<details class="staff-notes" open>' in answer.text
    assert saved(database) == []


def test_a_rollback_takes_the_notes_back_too(admin, database):
    admin.post("/clinic", version="0", **HILL, **{"note.goal": NOTE})
    admin.post("/clinic", version="1", **HILL)
    assert LiveClinic(database)().notes == {}
    assert admin.post("/clinic/restore/1", version="2").status_code == 303
    assert dict(LiveClinic(database)().notes) == {"goal": NOTE}


def test_a_version_from_before_there_were_notes_still_counts_and_can_come_back(admin, database):
    everyone = [{"id": each, "here": True, "accepting": True} for each in SIX]
    old = {"name": "Old Clinic", "locale": "en-US", "professionals": everyone}
    with database.session() as session:
        add_version(session, 0, old, admin.staff_id)
    assert (LiveClinic(database)().name, LiveClinic(database)().notes) == ("Old Clinic", {})
    admin.post("/clinic", version="1", **HILL, **{"note.goal": NOTE})
    assert admin.post("/clinic/restore/1", version="2").status_code == 303
    assert LiveClinic(database)().notes == {}


def test_the_others_read_the_notes_and_cannot_change_them(admin, signed_in, database):
    admin.post("/clinic", version="0", **HILL, **{"note.goal": NOTE})
    reception = signed_in("reception")
    shown = reception.get("/clinic")
    assert field_of(shown, "goal").startswith("Ask which stairs")
    assert re.search(r'<fieldset disabled>\s*<legend class="unseen">Notes to staff', shown.text)
    assert reception.post("/clinic", version="1", **HILL, **{"note.goal": "Mine"}).status_code == 403
    assert note_for(LiveClinic(database)(), "goal") == NOTE
