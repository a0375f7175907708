"""Reads the channel's word lists, and refuses a row without a source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


class MalformedWords(ValueError):
    """A row of a word list lacks something; the message names the file and the row."""


@dataclass(frozen=True)
class WordRow:
    """Words that mean the same. `says` is what the conversation hears instead; empty for itself."""

    id: str
    words: tuple[str, ...]
    source: str
    says: str = ""


def word_rows(file: str) -> dict[str, tuple[WordRow, ...]]:
    """The rows of a file in this folder, by section. Raises MalformedWords."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    sections = yaml.load(text, Loader=yaml.CSafeLoader)
    return {section: tuple(_row(row, file, section) for row in rows) for section, rows in sections.items()}


def words_of(rows: tuple[WordRow, ...], row_id: str) -> frozenset[str]:
    """The words of one row."""
    return frozenset(word for row in rows if row.id == row_id for word in row.words)


def _row(row: dict[str, object], file: str, section: str) -> WordRow:
    words, source = row.get("words"), row.get("source")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise MalformedWords(f"{file}, {section}, {row.get('id')}: list its words, yes and no in quotes.")
    if not isinstance(source, str) or not source:
        raise MalformedWords(f"{file}, {section}, {row.get('id')}: say where it is from, as source.")
    return WordRow(str(row["id"]), tuple(words), source, str(row.get("says", "")))
