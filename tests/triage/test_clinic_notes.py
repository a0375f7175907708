"""A clinic's notes to its own staff: one plain line a question, refused with a cure."""

import re

import pytest

from bot.triage.clinic import note_for, read_clinic
from bot.triage.clinic_notes import LONGEST_NOTE, noted_questions
from bot.triage.content import load_content
from bot.triage.rows import ContentError
from tests.triage.clinic_files import described


def read(notes):
    return read_clinic("hill.yml", described(notes=notes))


def note(question="goal", text="Ask what they want to do again.", **more):
    return {"question": question, "text": text, **more}


def test_a_note_is_found_by_its_question_and_keeps_its_full_stop():
    clinic = read([note(text="  Ask what they want to do again. "), note("consent", "Read it word for word")])
    assert note_for(clinic, "goal") == "Ask what they want to do again."
    assert note_for(clinic, "consent") == "Read it word for word"
    assert note_for(clinic, "age") == note_for(clinic, "no such question") == ""


@pytest.mark.parametrize("data", [described(), described(notes=[])], ids=["no key", "no rows"])
def test_a_clinic_without_notes_has_none(data):
    assert read_clinic("hill.yml", data).notes == {}


def test_every_question_of_the_content_and_the_three_that_open_may_have_one():
    assert noted_questions()[:3] == ("consent", "reason", "confirm_danger")
    assert set(noted_questions()[3:]) == set(load_content().questions)
    longest = "x" * LONGEST_NOTE
    clinic = read([note(each, longest) for each in noted_questions()])
    assert {note_for(clinic, each) for each in noted_questions()} == {longest}


@pytest.mark.parametrize(
    ("notes", "row", "cure"),
    [
        ({"goal": "Ask"}, "clinic", "`notes:` must be a list of rows, each with a question and a text"),
        (["Ask"], "notes[0]", "write a mapping here"),
        ([note(), note("shoe_size")], "notes[1]", "`question: shoe_size` must be one of consent, reason"),
        ([{"text": "Ask"}], "notes[0]", "`question:` must be a text that is not empty"),
        ([note(), note()], "note for goal", "this question has a note already; put both into one"),
        ([note(text="x" * (LONGEST_NOTE + 1))], "note for goal", "one plain line of at most 240 characters"),
        ([note(text="two\nlines")], "note for goal", "one plain line of at most 240 characters"),
        ([note(text="turned \u202e round")], "note for goal", "one plain line of at most 240 characters"),
        ([note(text=" ")], "note for goal", "`text:` must be a text that is not empty"),
        ([note(text={"Say": "hello"})], "note for goal", "put it in quotes"),
        ([note(by="Ada")], "note for goal", "unknown key by; correct its spelling or remove it"),
    ],
)
def test_an_error_names_the_note_and_the_cure(notes, row, cure):
    with pytest.raises(ContentError, match=re.escape(cure)) as refused:
        read(notes)
    assert str(refused.value).startswith(f"hill.yml, row '{row}': ")


def test_each_professional_may_have_a_note_too():
    data = described()
    data["professionals"][0]["note"] = " Mondays and Thursdays. "
    clinic = read_clinic("hill.yml", data)
    listings = list(clinic.professionals.values())
    assert listings[0].note == "Mondays and Thursdays."
    assert {listing.note for listing in listings[1:]} == {""}


@pytest.mark.parametrize("note", ["x" * (LONGEST_NOTE + 1), "two\nlines"])
def test_a_note_on_a_professional_is_one_plain_line(note):
    data = described()
    data["professionals"][0]["note"] = note
    with pytest.raises(ContentError, match="`note:` must be one plain line of at most 240 characters"):
        read_clinic("hill.yml", data)
