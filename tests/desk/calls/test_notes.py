"""The clinic's own notes stand beside the questions of a call, for staff to read and not to read aloud."""

import dataclasses
import re

import pytest

from bot.this_clinic import follow, this_clinic

NOTES = {
    "emergency_signs": "Read every line.",
    "consent": "Wait for a clear yes.",
    "goal": "Ask what they want to do again.",
}


def notes_on(page):
    return re.findall(r"Note of the clinic: ([^<]*)</p>", page)


@pytest.fixture(autouse=True)
def _clinic_with_notes():
    clinic = dataclasses.replace(this_clinic(), notes=NOTES)
    follow(lambda: clinic)
    yield
    follow(None)


def test_each_question_shows_its_own_note_and_no_other(phone):
    phone.begins()
    assert notes_on(phone.text) == ["Read every line."]
    phone.until("consent")
    assert notes_on(phone.visitor.get(f"{phone.address}?go=on").text) == ["Wait for a clear yes."]
    phone.until("goal")
    assert notes_on(phone.text) == ["Ask what they want to do again."]


def test_a_question_without_a_note_shows_none(phone):
    phone.begins().until("region")
    assert notes_on(phone.text) == []
