"""Reads the reviewed content from `content/*.yml`, and refuses what it does not understand.

Content holds clinical decisions and their sources; the words people see are in `bot/data/responses`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.triage.conditions import ALWAYS, BadCondition, Condition, ConditionReader
from bot.triage.entries import (
    DANGER,
    DANGER_LEVELS,
    INPUTS,
    OUTCOMES,
    TIERS,
    ClearanceRow,
    Combination,
    Content,
    Exclusion,
    Fact,
    Invariant,
    Question,
    RedFlag,
    Rule,
    SafetyNet,
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
    facts = {row.name: _fact(row) for row in _rows(folder, "facts.yml", "facts")}
    flag_rows = rows("red_flags.yml", flags_file["red_flags"], "red_flags")
    for row in flag_rows:
        if row.name in facts:
            raise row.error("a fact in facts.yml has this id; red flags need their own")
        facts[row.name] = Fact.yes_no(row.name, "see red_flags.yml")
    plain = ConditionReader({fact.id: _names(fact) for fact in facts.values()}, {})
    flags = {row.name: _flag(row, plain) for row in flag_rows}
    danger = {DANGER: {level: frozenset({level}) for level in DANGER_LEVELS}}
    with_danger = ConditionReader({**plain.vocabulary, **danger}, {})
    reader = _defining("routing.yml", with_danger, routing["definitions"])
    invariant_reader = _defining("invariants.yml", with_danger, invariants["definitions"])
    clearance_reader = _defining("clearance.yml", plain, clearance["definitions"])
    professionals = tuple(row.name for row in _rows(folder, "professionals.yml", "professionals"))
    return Content(
        facts=facts,
        flags=flags,
        combinations=tuple(
            _combination(row, plain, flags)
            for row in rows("red_flags.yml", flags_file["combinations"], "combinations")
        ),
        questions={
            row.name: _question(row, reader, facts) for row in _rows(folder, "questions.yml", "questions")
        },
        rules=tuple(
            _rule(row, reader, professionals) for row in rows("routing.yml", routing["rules"], "rules")
        ),
        exclusions=tuple(
            _exclusion(row, reader, professionals)
            for row in rows("routing.yml", routing["exclusions"], "exclusions")
        ),
        invariants=tuple(
            _invariant(row, invariant_reader, professionals)
            for row in rows("invariants.yml", invariants["invariants"], "invariants")
        ),
        never_lowered=_known(
            Row("invariants.yml", invariants, "never_lowered"), "never_lowered", tuple(flags)
        ),
        clearance=tuple(
            _clearance(row, clearance_reader)
            for row in rows("clearance.yml", clearance["clearance"], "clearance")
        ),
        clearance_applies_to=_known(
            Row("clearance.yml", clearance, "applies_to"), "applies_to", professionals
        ),
        safety_net=_safety_nets(_rows(folder, "safety_net.yml", "safety_net"), reader),
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


def _known(row: Row, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    names = row.texts(key, ())
    for name in names:
        if name not in allowed:
            raise row.error(f"`{key}:` {name!r} is none of {', '.join(allowed)}")
    return names


def _condition(row: Row, reader: ConditionReader, key: str = "when") -> Condition:
    raw = row.take(key)
    if raw is None or raw == {}:
        return ALWAYS
    try:
        return reader.read(raw)
    except BadCondition as error:
        raise row.error(f"`{key}:` {error}") from error


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
            definitions[name] = _condition(row, known)
    return ConditionReader(reader.vocabulary, definitions)


def _mentions(raw: Any) -> set[str]:
    if isinstance(raw, list):
        return set().union(*(_mentions(item) for item in raw))
    if isinstance(raw, dict):
        named = {raw["is"]} if isinstance(raw.get("is"), str) else set()
        return named.union(*(_mentions(value) for value in raw.values()))
    return set()


def _fact(row: Row) -> Fact:
    source = row.text("source")
    row.take("id")
    if row.take("kind") == "yes_no":
        row.done()
        return Fact.yes_no(row.name, source)
    bands: Mapping[str, list[int]] = row.take("bands") or {}
    level_of = {
        str(score): band for band, (low, high) in bands.items() for score in range(low, high + 1)
    } or {value: value for value in row.texts("values")}
    groups = {name: frozenset(members) for name, members in (row.take("groups") or {}).items()}
    for name, members in groups.items():
        if not members <= set(level_of.values()):
            raise row.error(f"group {name} names a value this fact does not have")
    row.done()
    return Fact(row.name, level_of, groups, source)


def _flag(row: Row, reader: ConditionReader) -> RedFlag:
    row.take("id")
    row.take("note")
    unless = _condition(row, reader, "unless")
    flag = RedFlag(
        id=row.name,
        tier=row.one_of("tier", TIERS[:4]),
        destination=row.text("destination"),
        cause=row.one_of("cause", ("msk", "other"), "other"),
        lowered_if_assessed=row.flag("lowered_if_assessed"),
        unless=None if unless == ALWAYS else unless,
        source=row.text("source"),
    )
    row.done()
    return flag


def _combination(row: Row, reader: ConditionReader, flags: Mapping[str, RedFlag]) -> Combination:
    row.take("id")
    when = _condition(row, reader)
    if when == ALWAYS:
        raise row.error("`when:` is missing; say which evidence raises the flag")
    combination = Combination(row.name, when, row.one_of("raises", flags), row.text("source"))
    row.done()
    return combination


def _question(row: Row, reader: ConditionReader, facts: Mapping[str, Fact]) -> Question:
    row.take("id")
    question = Question(
        id=row.name,
        asks=_known(row, "asks", tuple(facts)),
        input=row.one_of("input", INPUTS),
        when=_condition(row, reader),
        safety=row.flag("safety"),
        source=row.text("source"),
    )
    if question.is_bundle and not all(facts[fact].is_yes_no for fact in question.asks):
        raise row.error("a tick list asks yes/no facts only")
    if not question.is_bundle and len(question.asks) != 1:
        raise row.error("only a tick list (`input: choices`) asks several facts")
    row.done()
    return question


def _rule(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Rule:
    row.take("id")
    outcome = row.one_of("outcome", OUTCOMES, "recommendation")
    names_one = {"recommendation": (True,), "physician_first": (True, False)}.get(outcome, (False,))
    professional = row.take("professional")
    if professional is not None and professional not in professionals:
        raise row.error(f"{professional!r} is none of the six professionals")
    if (professional is not None) not in names_one:
        raise row.error("a recommendation names a professional; an urgent or outside answer does not")
    rule = Rule(
        id=row.name,
        when=_condition(row, reader),
        outcome=outcome,
        professional=professional,
        destination=row.take("destination"),
        alternates=_known(row, "alternates", professionals),
        also=row.texts("also", ()),
        after=_known(row, "after", professionals),
        source=row.text("source"),
    )
    if outcome != "recommendation" and not rule.destination:
        raise row.error("say where to go instead: add `destination:`")
    if len(rule.alternates) > 2 or professional in rule.alternates:
        raise row.error("at most two alternates, and not the professional again")
    row.done()
    return rule


def _exclusion(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Exclusion:
    row.take("id")
    when = _condition(row, reader)
    if when == ALWAYS:
        raise row.error("`when:` is missing; this would rule them out always")
    exclusion = Exclusion(
        id=row.name,
        professionals=_known(row, "professionals", professionals),
        when=when,
        reason=row.text("reason"),
        source=row.text("source"),
    )
    row.done()
    return exclusion


def _invariant(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Invariant:
    row.take("id")
    never = _known(row, "never", professionals)
    invariant = Invariant(row.name, never, _condition(row, reader), row.text("source"))
    row.done()
    return invariant


def _clearance(row: Row, reader: ConditionReader) -> ClearanceRow:
    row.take("id")
    when = _condition(row, reader)
    clearance = ClearanceRow(row.name, when, row.flag("needed"), row.text("source"))
    row.done()
    return clearance


def _safety_nets(found: list[Row], reader: ConditionReader) -> tuple[SafetyNet, ...]:
    nets = []
    for row in found:
        row.take("id")
        nets.append(SafetyNet(row.name, _condition(row, reader), row.text("source")))
        row.done()
    if not nets or nets[-1].when != ALWAYS:
        raise Row("safety_net.yml", {}, "last").error("the last row is for everyone: `when: {}`")
    return tuple(nets)
