"""Reading each kind of row: every key known, every name one that exists, every row with a source."""

from __future__ import annotations

from collections.abc import Mapping

from bot.triage.conditions import ALWAYS, BadCondition, Condition, ConditionReader
from bot.triage.entries import (
    INPUTS,
    OUTCOMES,
    TIERS,
    ClearanceRow,
    Combination,
    Exclusion,
    Fact,
    Invariant,
    Question,
    RedFlag,
    Rule,
    SafetyNet,
)
from bot.triage.rows import Row


def read_known(row: Row, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names under a key, each one of those allowed."""
    names = row.texts(key, ())
    for name in names:
        if name not in allowed:
            raise row.error(f"`{key}:` {name!r} is none of {', '.join(allowed)}")
    return names


def read_condition(row: Row, reader: ConditionReader, key: str = "when") -> Condition:
    """The condition under a key; always true when there is none."""
    raw = row.take(key)
    if raw is None or raw == {}:
        return ALWAYS
    try:
        return reader.read(raw)
    except BadCondition as error:
        raise row.error(f"`{key}:` {error}") from error


def read_fact(row: Row) -> Fact:
    """A row of facts.yml."""
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


def read_flag(row: Row, reader: ConditionReader) -> RedFlag:
    """A row of red_flags.yml."""
    row.take("id")
    row.take("note")
    unless = read_condition(row, reader, "unless")
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


def read_combination(row: Row, reader: ConditionReader, flags: Mapping[str, RedFlag]) -> Combination:
    """A combination of red_flags.yml."""
    row.take("id")
    when = read_condition(row, reader)
    if when == ALWAYS:
        raise row.error("`when:` is missing; say which evidence raises the flag")
    combination = Combination(row.name, when, row.one_of("raises", flags), row.text("source"))
    row.done()
    return combination


def read_question(row: Row, reader: ConditionReader, facts: Mapping[str, Fact]) -> Question:
    """A row of questions.yml."""
    row.take("id")
    question = Question(
        id=row.name,
        asks=read_known(row, "asks", tuple(facts)),
        input=row.one_of("input", INPUTS),
        when=read_condition(row, reader),
        safety=row.flag("safety"),
        source=row.text("source"),
    )
    if question.is_bundle and not all(facts[fact].is_yes_no for fact in question.asks):
        raise row.error("a tick list asks yes/no facts only")
    if not question.is_bundle and len(question.asks) != 1:
        raise row.error("only a tick list (`input: choices`) asks several facts")
    row.done()
    return question


def read_rule(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Rule:
    """A row of the routing table."""
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
        when=read_condition(row, reader),
        outcome=outcome,
        professional=professional,
        destination=row.take("destination"),
        alternates=read_known(row, "alternates", professionals),
        also=row.texts("also", ()),
        after=read_known(row, "after", professionals),
        source=row.text("source"),
    )
    if outcome != "recommendation" and not rule.destination:
        raise row.error("say where to go instead: add `destination:`")
    if len(rule.alternates) > 2 or professional in rule.alternates:
        raise row.error("at most two alternates, and not the professional again")
    row.done()
    return rule


def read_exclusion(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Exclusion:
    """An exclusion of routing.yml."""
    row.take("id")
    when = read_condition(row, reader)
    if when == ALWAYS:
        raise row.error("`when:` is missing; this would rule them out always")
    exclusion = Exclusion(
        id=row.name,
        professionals=read_known(row, "professionals", professionals),
        when=when,
        reason=row.text("reason"),
        source=row.text("source"),
    )
    row.done()
    return exclusion


def read_invariant(row: Row, reader: ConditionReader, professionals: tuple[str, ...]) -> Invariant:
    """A row of invariants.yml."""
    row.take("id")
    never = read_known(row, "never", professionals)
    invariant = Invariant(row.name, never, read_condition(row, reader), row.text("source"))
    row.done()
    return invariant


def read_clearance(row: Row, reader: ConditionReader) -> ClearanceRow:
    """A row of clearance.yml."""
    row.take("id")
    when = read_condition(row, reader)
    clearance = ClearanceRow(row.name, when, row.flag("needed"), row.text("source"))
    row.done()
    return clearance


def read_safety_nets(found: list[Row], reader: ConditionReader) -> tuple[SafetyNet, ...]:
    """The rows of safety_net.yml; the last is for everyone."""
    nets = []
    for row in found:
        row.take("id")
        nets.append(SafetyNet(row.name, read_condition(row, reader), row.text("source")))
        row.done()
    if not nets or nets[-1].when != ALWAYS:
        raise Row("safety_net.yml", {}, "last").error("the last row is for everyone: `when: {}`")
    return tuple(nets)


def read_professional(row: Row) -> str:
    """The id of a row of professionals.yml, once all of its facts for review are there."""
    row.take("id")
    row.text("core_job")
    row.one_of("diagnoses", ("no", "pt_scope", "functional_only", "medical"))
    for key in ("licence", "training", "referral", "source"):
        row.text(key)
    for key in ("may", "may_not", "typical_clients", "never_route"):
        row.texts(key)
    row.done()
    return row.name
