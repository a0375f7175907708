"""A clinic's notes to its own staff: beside questions and beside professionals.

They are never said to a person who chats or texts.
"""

from __future__ import annotations

from bot.triage.content import load_content
from bot.triage.rows import Row

LONGEST_NOTE = 240
"""Characters: a note stands beside its question and is read while somebody talks."""
OPENING_QUESTIONS = ("consent", "reason", "confirm_danger")
"""Questions of a conversation that are no rows of the content."""


def noted_questions() -> tuple[str, ...]:
    """Every question a note may stand beside, in the order of an interview."""
    return (*OPENING_QUESTIONS, *load_content().questions)


def read_notes(clinic: Row) -> dict[str, str]:
    """The notes of a clinic's file, by question; none when it has no `notes:`.

    Raises:
        ContentError: a question is unknown or has two notes, or a note is not one plain line.
    """
    listed = clinic.take("notes", [])
    if not isinstance(listed, list):
        raise clinic.error("`notes:` must be a list of rows, each with a question and a text")
    notes: dict[str, str] = {}
    for index, item in enumerate(listed):
        row = Row(clinic.file, item, f"notes[{index}]")
        question = row.one_of("question", noted_questions())
        row.name = f"note for {question}"
        if question in notes:
            raise row.error("this question has a note already; put both into one")
        notes[question] = staff_note(row, "text")
        row.done()
    return notes


def staff_note(row: Row, key: str, default: str | None = None) -> str:
    """One plain line for staff. It stands alone, so a full stop at its end stays."""
    note = row.text(key, default).strip()
    if len(note) > LONGEST_NOTE or (note and not note.isprintable()):
        raise row.error(f"`{key}:` must be one plain line of at most {LONGEST_NOTE} characters")
    return note
