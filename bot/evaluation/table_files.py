"""Reads the case tables of `tests/triage`, and refuses what the content does not know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.evaluation.case_tables import (
    CaseTables,
    InvariantCase,
    QuestionCase,
    RoutingCase,
    TierCase,
    evidence_of,
)
from bot.triage.entries import Content
from bot.triage.evidence import UNKNOWN
from bot.triage.rows import Row, read_file, rows


def load_tables(folder: Path, content: Content) -> CaseTables:
    """The four tables of a folder.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    return CaseTables(
        routing=tuple(_routing(row, content) for row in _rows(folder / "routing_cases.yml")),
        tiers=tuple(_tier(row, content) for row in _rows(folder / "tiers.yml")),
        invariants=tuple(_invariant(row, content) for row in _rows(folder / "invariant_cases.yml")),
        questions=tuple(_question(row, content) for row in _rows(folder / "question_cases.yml")),
    )


def _rows(path: Path) -> list[Row]:
    return rows(path.name, read_file(path, ("cases",))["cases"], "cases")


def _routing(row: Row, content: Content) -> RoutingCase:
    name = row.text("case")
    alternates = row.take("alternates")
    excluded = row.take("excluded")
    clearance = row.take("clearance")
    case = RoutingCase(
        name=name,
        evidence=evidence_of(_facts(row, "facts", content)),
        rule=row.one_of("rule", (rule.id for rule in content.rules)),
        professional=row.take("professional"),
        tier=row.take("tier"),
        clearance=clearance,
        alternates=None if alternates is None else tuple(alternates),
        excluded=excluded,
    )
    row.done()
    return case


def _tier(row: Row, content: Content) -> TierCase:
    row.take("id")
    case = TierCase(
        name=row.name,
        tier=row.text("tier"),
        destination=row.text("destination"),
        lowered_if_assessed=row.flag("lowered_if_assessed"),
        never_lowered=row.flag("never_lowered"),
        unless=_facts(row, "unless", content),
    )
    row.done()
    return case


def _invariant(row: Row, content: Content) -> InvariantCase:
    name = row.text("case")
    evidence = evidence_of(_facts(row, "facts", content))
    never = {key: tuple(names) for key, names in (row.take("never") or {}).items()}
    row.done()
    return InvariantCase(name, evidence, never)


def _question(row: Row, content: Content) -> QuestionCase:
    question = row.one_of("question", content.questions)
    case = QuestionCase(
        name=f"{question}: {row.text('case')}",
        question=question,
        told=evidence_of(_facts(row, "told", content)),
        asks=row.texts("asks"),
        safety=row.flag("safety"),
    )
    row.done()
    return case


def _facts(row: Row, key: str, content: Content) -> Mapping[str, str]:
    facts = row.take(key) or {}
    for fact, value in facts.items():
        if fact not in content.facts or value not in (*content.facts[fact].values, UNKNOWN):
            raise row.error(f"`{key}:` {fact}: {value!r} is not in facts.yml; put the value in quotes")
    return dict(facts)
