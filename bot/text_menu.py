"""A question as one text message: its words, and the answers under it, each with a number."""

from __future__ import annotations

from collections.abc import Sequence


def menu_text(question: str, labels: Sequence[str], last_line: str = "") -> str:
    """The question with its answers numbered from 1, and a line under them for what has no number."""
    lines = [f"{number} {label}" for number, label in enumerate(labels, start=1)]
    return "\n".join(line for line in (question, *lines, last_line) if line)
