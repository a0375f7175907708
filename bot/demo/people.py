"""Reads the invented people of `people.yml`, and refuses what the content does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.store.calls import RELATIONSHIPS
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, Answer
from bot.triage.rows import Row, read_file, rows

FILE = Path(__file__).parent / "people.yml"
ENDS = ("result", "stopped", "not_assessed", "person")
NAME = "Demo "


@dataclass(frozen=True)
class DemoPerson:
    """One invented person. `caller` is who rang, on the channel desk; `work` what invented staff did: status,
    owner, attempts, raise."""

    id: str
    channel: str
    minutes_ago: int
    opening: str
    facts: Mapping[str, str]
    said: Mapping[str, str]
    name: str
    reach: str
    ends: str
    questions: int
    caller: str
    work: Mapping[str, Any]

    def answer(self, fact: str, content: Content) -> Answer:
        """What this person answers when asked."""
        absent = NO if content.facts[fact].is_yes_no else UNKNOWN
        return Answer(self.facts.get(fact, absent), self.said.get(fact))


def load_people(content: Content) -> tuple[DemoPerson, ...]:
    """All of them, in the order of the file.

    Raises:
        ContentError: naming the row and the cure.
    """
    found = rows(FILE.name, read_file(FILE, ("people",))["people"], "people")
    return tuple(_person(row, content) for row in found)


def _person(row: Row, content: Content) -> DemoPerson:
    person = DemoPerson(
        id=row.text("id"),
        channel=row.one_of("channel", ("web", "sms", "desk")),
        minutes_ago=row.whole("minutes_ago", 0),
        opening=row.text("opening"),
        facts=row.take("facts", {}),
        said=row.take("said", {}),
        name=row.text("name", ""),
        reach=row.text("reach", ""),
        ends=row.one_of("ends", ENDS),
        questions=row.whole("questions", 0),
        caller=row.one_of("caller", RELATIONSHIPS, "self"),
        work=row.take("work", {}),
    )
    row.done()
    for fact, value in person.facts.items():
        if fact not in content.facts or value not in content.facts[fact].values:
            raise row.error(f"the content has no fact {fact} with the value {value!r}; correct it")
    if unsaid := set(person.said) - set(person.facts):
        raise row.error(f"`said:` has words for {', '.join(sorted(unsaid))}, which `facts:` does not list")
    if person.name and not person.name.startswith(NAME):
        raise row.error(f"start the name with {NAME!r}, so that nobody takes it for a person")
    return person
