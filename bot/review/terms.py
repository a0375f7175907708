"""The terms a content file defines for its own rows, so that a page can call them by their names."""

from __future__ import annotations

from bot.review.markdown import table
from bot.triage.conditions import Condition, ConditionReader
from bot.triage.content import FOLDER
from bot.triage.entries import DANGER, DANGER_LEVELS, Content
from bot.triage.evidence import UNKNOWN
from bot.triage.plain import in_words, name_of
from bot.triage.rows import read_file

SECTIONS = {
    "routing.yml": ("definitions", "rules", "exclusions"),
    "clearance.yml": ("definitions", "applies_to", "clearance"),
    "invariants.yml": ("never_lowered", "definitions", "invariants"),
}


def terms_of(file: str, content: Content) -> dict[Condition, str]:
    """Each defined condition and what it is called, in the order of the file."""
    raw = read_file(FOLDER / file, SECTIONS[file])["definitions"]
    vocabulary = {
        fact.id: {**{level: frozenset({level}) for level in (*fact.levels, UNKNOWN)}, **fact.groups}
        for fact in content.facts.values()
    }
    vocabulary[DANGER] = {level: frozenset({level}) for level in DANGER_LEVELS}
    read: dict[str, Condition] = {}
    # A definition may use one further down. `load_content` has refused those that go in a circle.
    while len(read) < len(raw):
        for name, body in raw.items():
            if name not in read and _named_in(body) <= read.keys():
                read[name] = ConditionReader(vocabulary, dict(read)).read(body)
    return {read[name]: name_of(name) for name in raw}


def terms_table(terms: dict[Condition, str], content: Content) -> str:
    """What each term means."""
    rows = []
    for condition, name in terms.items():
        others = {other: called for other, called in terms.items() if other != condition}
        rows.append((f"“{name}”", in_words(condition, content, others)))
    return table(("term", "holds when"), rows)


def _named_in(raw: object) -> set[str]:
    if isinstance(raw, list):
        return set().union(*(_named_in(item) for item in raw))
    if isinstance(raw, dict):
        named = {raw["is"]} if isinstance(raw.get("is"), str) else set()
        return named.union(*(_named_in(value) for value in raw.values()))
    return set()
