"""Reads the labelled cases of `tests/vignettes`, and refuses what the content does not know.

A vignette is a short text, the facts behind it, which of them the text tells, and the right answer.
Facts it does not list follow one convention: yes/no facts and red flags are no, and `ASSUMED` says
the rest. What neither covers, this person cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from bot.triage.assess import TIER_OF_OUTCOME
from bot.triage.entries import OUTCOMES, TIERS, Content
from bot.triage.evidence import NO, UNKNOWN, Answer, Case
from bot.triage.rows import ContentError, Row, rows

REGISTERS = ("plain", "sms", "long")
# A condition that is not stable is a danger sign, so "no" has to be written; silence is "cannot say".
ASSUMED = MappingProxyType(
    {"age": "from_18_to_49", "pain": "0", "prior_therapy": "none", "condition_stable": UNKNOWN}
)


@dataclass(frozen=True)
class Label:
    """The right answer. `acceptable` are professionals who would do as well, or nearly."""

    outcome: str
    tier: str
    professional: str | None
    acceptable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vignette:
    """One case. `second_label` was derived from the sources by someone else, when there is one."""

    id: str
    register: str
    text: str
    facts: Mapping[str, str]
    told: tuple[str, ...]
    label: Label
    second_label: Label | None
    source: str

    def answer(self, fact: str, content: Content) -> Answer:
        """What this person would honestly answer; `unknown` when they cannot say."""
        absent = NO if content.facts[fact].is_yes_no else UNKNOWN
        return Answer(self.facts.get(fact, ASSUMED.get(fact, absent)))

    def complete(self, content: Content) -> Case:
        """All the evidence, as if every question had been asked."""
        return Case({fact: self.answer(fact, content) for fact in content.facts})

    def opening(self, content: Content) -> Case:
        """What the text itself tells."""
        return Case({fact: self.answer(fact, content) for fact in self.told})

    def tells_danger(self, content: Content) -> bool:
        """Whether the text itself names a red flag."""
        return any(fact in content.flags and self.facts[fact] != NO for fact in self.told)


def load_vignettes(folder: Path, content: Content) -> tuple[Vignette, ...]:
    """Every vignette of a folder, by file name and then in the order of the file.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    found: dict[str, Vignette] = {}
    for path in sorted(folder.glob("*.yml")):
        for row in _rows(path):
            if row.name in found:
                raise row.error("another file has this id; ids are unique")
            found[row.name] = _vignette(row, content)
    if not found:
        raise ContentError(str(folder), "-", "there are no vignettes here; name the folder that has them")
    return tuple(found.values())


def _rows(path: Path) -> list[Row]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        where = str(getattr(error, "problem_mark", "") or "").strip()
        raise ContentError(path.name, "-", f"this is not valid YAML {where}") from error
    return rows(path.name, data, "vignettes")


def _vignette(row: Row, content: Content) -> Vignette:
    name = row.text("id")
    facts = _facts(row, content)
    told = tuple(dict.fromkeys(row.texts("told")))
    for fact in told:
        if fact not in facts:
            raise row.error(
                f"`told:` names {fact!r}, which `facts:` does not list; add it there or drop it here"
            )
    vignette = Vignette(
        id=name,
        register=row.one_of("register", REGISTERS),
        text=row.text("text"),
        facts=facts,
        told=told,
        label=_label(row, "label", row.take("label"), content),
        second_label=_second_label(row, content),
        source=row.text("source"),
    )
    row.done()
    return vignette


def _facts(row: Row, content: Content) -> Mapping[str, str]:
    facts = row.take("facts")
    if not isinstance(facts, dict):
        raise row.error("`facts:` must be a mapping of facts to values")
    for fact, value in facts.items():
        if fact not in content.facts:
            raise row.error(f"no fact is called {fact!r}; see facts.yml and red_flags.yml")
        allowed = (*content.facts[fact].values, UNKNOWN)
        if value not in allowed:
            hint = "" if isinstance(value, str) else "; put the value in quotes"
            raise row.error(f"{fact} has no value {value!r}; it has {', '.join(allowed)}{hint}")
    return MappingProxyType(dict(facts))


def _second_label(row: Row, content: Content) -> Label | None:
    data = row.take("second_label")
    return None if data is None else _label(row, "second_label", data, content)


def _label(row: Row, key: str, data: object, content: Content) -> Label:
    label = Row(row.file, data, f"{row.name}, {key}")
    outcome = label.one_of("outcome", OUTCOMES)
    tier = label.one_of("tier", TIERS)
    professional = label.take("professional")
    acceptable = label.texts("acceptable", ())
    for name in (*acceptable, *([] if professional is None else [professional])):
        if name not in content.professionals:
            raise label.error(f"{name!r} is none of {', '.join(content.professionals)}")
    if tier != TIER_OF_OUTCOME.get(outcome, tier) or (tier in ("T0", "T1") and outcome == "recommendation"):
        raise label.error(f"{outcome} and {tier} do not go together; correct one of them")
    if (professional is None) == (outcome == "recommendation") and outcome != "physician_first":
        raise label.error("a recommendation names a professional; other outcomes name none")
    label.done()
    return Label(outcome, tier, professional, acceptable)
