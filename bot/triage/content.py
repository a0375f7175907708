"""Reads the reviewed content from `content/*.yml`, and refuses what it does not understand.

Content holds clinical decisions and their sources; the words people see are in `bot/data/responses`.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.triage.conditions import Condition, ConditionReader
from bot.triage.entries import DANGER, DANGER_LEVELS, Content, Fact
from bot.triage.entry_rows import (
    read_clearance,
    read_combination,
    read_condition,
    read_exclusion,
    read_fact,
    read_flag,
    read_invariant,
    read_known,
    read_professional,
    read_question,
    read_rule,
    read_safety_nets,
)
from bot.triage.evidence import UNKNOWN
from bot.triage.rows import Row, read_file, rows

FOLDER = Path(__file__).parent / "content"


@lru_cache(maxsize=4)
def load_content(folder: Path = FOLDER) -> Content:
    """Read and check all content, once a process.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    flags_file = read_file(folder / "red_flags.yml", ("red_flags", "combinations"))
    routing = read_file(folder / "routing.yml", ("definitions", "rules", "exclusions"))
    clearance = read_file(folder / "clearance.yml", ("definitions", "applies_to", "clearance"))
    invariants = read_file(folder / "invariants.yml", ("never_lowered", "definitions", "invariants"))
    facts = {row.name: read_fact(row) for row in _rows(folder, "facts.yml", "facts")}
    flag_rows = rows("red_flags.yml", flags_file["red_flags"], "red_flags")
    for row in flag_rows:
        if row.name in facts:
            raise row.error("a fact in facts.yml has this id; red flags need their own")
        facts[row.name] = Fact.yes_no(row.name, "see red_flags.yml")
    plain = ConditionReader({fact.id: _names(fact) for fact in facts.values()}, {})
    flags = {row.name: read_flag(row, plain) for row in flag_rows}
    danger = {DANGER: {level: frozenset({level}) for level in DANGER_LEVELS}}
    with_danger = ConditionReader({**plain.vocabulary, **danger}, {})
    reader = _defining("routing.yml", with_danger, routing["definitions"])
    invariant_reader = _defining("invariants.yml", with_danger, invariants["definitions"])
    clearance_reader = _defining("clearance.yml", plain, clearance["definitions"])
    professionals = tuple(map(read_professional, _rows(folder, "professionals.yml", "professionals")))
    return Content(
        facts=facts,
        flags=flags,
        combinations=tuple(
            read_combination(row, plain, flags)
            for row in rows("red_flags.yml", flags_file["combinations"], "combinations")
        ),
        questions={
            row.name: read_question(row, reader, facts) for row in _rows(folder, "questions.yml", "questions")
        },
        rules=tuple(
            read_rule(row, reader, professionals) for row in rows("routing.yml", routing["rules"], "rules")
        ),
        exclusions=tuple(
            read_exclusion(row, reader, professionals)
            for row in rows("routing.yml", routing["exclusions"], "exclusions")
        ),
        invariants=tuple(
            read_invariant(row, invariant_reader, professionals)
            for row in rows("invariants.yml", invariants["invariants"], "invariants")
        ),
        never_lowered=read_known(
            Row("invariants.yml", invariants, "never_lowered"), "never_lowered", tuple(flags)
        ),
        clearance=tuple(
            read_clearance(row, clearance_reader)
            for row in rows("clearance.yml", clearance["clearance"], "clearance")
        ),
        clearance_applies_to=read_known(
            Row("clearance.yml", clearance, "applies_to"), "applies_to", professionals
        ),
        safety_net=read_safety_nets(_rows(folder, "safety_net.yml", "safety_net"), reader),
        professionals=professionals,
        version=content_version(folder),
    )


def content_version(folder: Path = FOLDER) -> str:
    """`sha256:` and a hash over the name and bytes of every content file, in name order."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _rows(folder: Path, file: str, section: str) -> list[Row]:
    return rows(file, read_file(folder / file, (section,))[section], section)


def _names(fact: Fact) -> dict[str, frozenset[str]]:
    names = {level: frozenset({level}) for level in (*fact.levels, UNKNOWN)}
    return {**names, **fact.groups}


def _defining(file: str, reader: ConditionReader, raw: Any) -> ConditionReader:
    """A reader that also knows the file's definitions, which may use each other but not in a circle."""
    definitions: dict[str, Condition] = {}
    pending = dict(raw or {})
    while pending:
        ready = [name for name, body in pending.items() if not _mentions(body) & set(pending)]
        if not ready:
            name = next(iter(pending))
            raise Row(file, {}, name).error("definitions refer to each other in a circle")
        for name in ready:
            row = Row(file, {"when": pending.pop(name)}, name)
            known = ConditionReader(reader.vocabulary, dict(definitions))
            definitions[name] = read_condition(row, known)
    return ConditionReader(reader.vocabulary, definitions)


def _mentions(raw: Any) -> set[str]:
    if isinstance(raw, list):
        return set().union(*(_mentions(item) for item in raw))
    if isinstance(raw, dict):
        named = {raw["is"]} if isinstance(raw.get("is"), str) else set()
        return named.union(*(_mentions(value) for value in raw.values()))
    return set()
