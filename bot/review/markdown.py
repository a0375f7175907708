"""The little Markdown that the page for reviewers is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

BREAK = "<br>"


def cell(text: str) -> str:
    """Text on one line of a table."""
    return BREAK.join(line.strip() for line in text.replace("|", "\\|").strip().splitlines())


def code(identifier: str) -> str:
    """An id as the content spells it."""
    return f"`{identifier}`"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a line break inside a cell is kept."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in line)} |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def lines(*parts: str) -> str:
    """The parts that are not empty, one under the other."""
    return "\n".join(part for part in parts if part)


def blocks(*parts: str) -> str:
    """The parts that are not empty, as paragraphs."""
    return "\n\n".join(part for part in parts if part)
