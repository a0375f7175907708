"""Which answers stand where in the note: `note_sections.yml`, read once and checked against the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.triage.content import load_content
from bot.triage.rows import Row, read_file

FILE = Path(__file__).parent / "note_sections.yml"


@dataclass(frozen=True)
class NoteSections:
    """Facts by section, in the order of the page. Every fact stands in one section at most."""

    about: tuple[str, ...]
    background: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def note_sections() -> NoteSections:
    """The sections.

    Raises:
        ContentError: a fact is unknown or stands twice.
    """
    data = read_file(FILE, ("situation", "background"))
    situation = Row(FILE.name, data["situation"], "situation")
    background = Row(FILE.name, data["background"], "background")
    about = situation.texts("about")
    situation.done()
    sections = {name: background.texts(name) for name in tuple(data["background"])}
    placed = [*about, *(fact for facts in sections.values() for fact in facts)]
    for fact in placed:
        if fact not in load_content().facts:
            raise background.error(f"there is no fact {fact}; correct its spelling or remove it")
        if placed.count(fact) > 1:
            raise background.error(f"{fact} stands twice; keep it in one section")
    return NoteSections(about, sections)
