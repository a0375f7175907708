"""The clinic's settings as a form, and back into the form of the clinic's file."""

from __future__ import annotations

from typing import Any

from bot.desk.posted_form import Form
from bot.triage.clinic import Clinic, note_for
from bot.triage.clinic_notes import noted_questions
from bot.triage.content import load_content

PLAIN = ("name", "phone", "booking_link", "locale", "state")
ROW = ("referral", "languages", "note")


def fields_of(clinic: Clinic) -> dict[str, str]:
    """What stands in the fields, by their names; a ticked box is `yes`."""
    fields = {
        "name": clinic.name,
        "phone": clinic.phone,
        "booking_link": clinic.booking_link,
        "locale": clinic.locale,
        "state": clinic.state,
        "hours": "\n".join(clinic.hours),
    }
    for professional, listing in clinic.professionals.items():
        fields[f"{professional}.here"] = "yes" if listing.here else ""
        fields[f"{professional}.accepting"] = "yes" if listing.accepting else ""
        fields[f"{professional}.referral"] = listing.referral
        fields[f"{professional}.languages"] = ", ".join(listing.languages)
        fields[f"{professional}.note"] = listing.note
    return {**fields, **{note_field(each): note_for(clinic, each) for each in noted_questions()}}


def fields_in(form: Form) -> dict[str, str]:
    """What was sent, by the names of the fields; a field that was not sent is empty."""
    rows = [f"{each}.{key}" for each in load_content().professionals for key in ("here", "accepting", *ROW)]
    notes = map(note_field, noted_questions())
    return {name: str(form.get(name, "")) for name in (*PLAIN, "hours", *rows, *notes)}


def note_field(question: str) -> str:
    """The name of the field with the note to this question."""
    return f"note.{question}"


def body_of(fields: dict[str, str]) -> dict[str, Any]:
    """What the fields say, in the form of the clinic's file. It is not checked yet."""
    body: dict[str, Any] = {name: fields[name].strip() for name in PLAIN}
    body["hours"] = [line.strip() for line in fields["hours"].splitlines() if line.strip()]
    body["professionals"] = [_row(each, fields) for each in load_content().professionals]
    said = {each: fields[note_field(each)].strip() for each in noted_questions()}
    body["notes"] = [{"question": each, "text": note} for each, note in said.items() if note]
    return body


def _row(professional: str, fields: dict[str, str]) -> dict[str, Any]:
    said = fields[f"{professional}.languages"].split(",")
    return {
        "id": professional,
        "here": fields[f"{professional}.here"] == "yes",
        "accepting": fields[f"{professional}.accepting"] == "yes",
        "referral": fields[f"{professional}.referral"].strip(),
        "languages": [language.strip() for language in said if language.strip()],
        "note": fields[f"{professional}.note"].strip(),
    }
