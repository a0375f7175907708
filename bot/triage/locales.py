"""Whom to call where: emergency and other lines by locale, from `content/locales.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.triage.content import FOLDER
from bot.triage.rows import read_file, rows

DEFAULT = "default"


@dataclass(frozen=True)
class Locale:
    """The numbers of one country. A line may be empty; the emergency number never is."""

    id: str
    country: str
    emergency_number: str
    crisis_line: str
    crisis_text: str
    same_day_line: str
    poison_line: str
    abuse_line: str
    source: str


@lru_cache(maxsize=4)
def load_locales(folder: Path = FOLDER) -> dict[str, Locale]:
    """All locales by id, `default` among them.

    Raises:
        ContentError: naming the row and the cure.
    """
    found: dict[str, Locale] = {}
    for row in rows("locales.yml", read_file(folder / "locales.yml", ("locales",))["locales"], "locales"):
        row.take("id")
        found[row.name] = Locale(
            id=row.name,
            country=row.text("country", ""),
            emergency_number=row.text("emergency_number"),
            crisis_line=row.text("crisis_line", ""),
            crisis_text=row.text("crisis_text"),
            same_day_line=row.text("same_day_line", ""),
            poison_line=row.text("poison_line", ""),
            abuse_line=row.text("abuse_line", ""),
            source=row.text("source"),
        )
        row.done()
    return found


def locale_of(name: str) -> Locale:
    """The locale of this name, such as en-GB; the default for one we do not have."""
    locales = load_locales()
    return locales.get(name) or locales[DEFAULT]
