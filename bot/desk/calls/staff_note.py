"""The clinic's own note to staff beside a question."""

from __future__ import annotations


def staff_note(question: str) -> str:
    """The note for this question, empty where the clinic has none."""
    return ""
