"""Faulty contents, each one change away from the real one: what a slip of an editor might do.

A change to what the decision diagram is made of gets a version of its own, since the diagram is kept
by version; other changes share the diagram of the real content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.triage.conditions import ALWAYS, Atom, Condition, Not
from bot.triage.entries import TIERS, Content
from bot.triage.plain import in_words


@dataclass(frozen=True)
class Mutant:
    """One faulty content. `section` and `row` say where the fault is, `what` says it in words."""

    section: str
    row: str
    kind: str
    what: str
    content: Content


def mutants(content: Content) -> Iterator[Mutant]:
    """Every mutant, in the order of the content."""
    for number, mutant in enumerate(_mutants(content)):
        version = mutant.content.version
        if version != content.version:
            # Two faults may read the same in words.
            version = f"{version} ({number})"
        yield replace(mutant, content=replace(mutant.content, version=version))


def _mutants(content: Content) -> Iterator[Mutant]:
    yield from _rules(content)
    yield from _professionals(content)
    yield from _flags(content)
    yield from _guards("exclusions", "professionals", content)
    yield from _guards("invariants", "never", content)
    yield from _clearance(content)
    yield from _combinations(content)
    yield from _questions(content)


def _rules(content: Content) -> Iterator[Mutant]:
    for rule in content.rules:
        yield _without("rules", rule.id, "rule deleted", content)
        if rule.when != ALWAYS:
            yield _with("rules", rule.id, "rule inverted", "inverted", content, when=Not(rule.when))
        for what, when in _parts_dropped(rule.when, content):
            yield _with("rules", rule.id, "rule: one part dropped", f"without “{what}”", content, when=when)


def _professionals(content: Content) -> Iterator[Mutant]:
    for rule in content.rules:
        for other in content.professionals if rule.professional is not None else ():
            if other != rule.professional:
                kind = "rule: another professional"
                yield _with("rules", rule.id, kind, f"names the {other}", content, professional=other)


def _flags(content: Content) -> Iterator[Mutant]:
    for flag in content.flags.values():
        lower = TIERS[TIERS.index(flag.tier) + 1]
        flipped = not flag.lowered_if_assessed
        yield _with("flags", flag.id, "red flag: one tier lower", f"is {lower}", content, tier=lower)
        kind = "red flag: lowered_if_assessed flipped"
        yield _with("flags", flag.id, kind, f"is {flipped}", content, lowered_if_assessed=flipped)
        if flag.unless is not None:
            yield _with("flags", flag.id, "red flag: unless removed", "without unless", content, unless=None)
    for name in content.never_lowered:
        left = tuple(other for other in content.never_lowered if other != name)
        changed = replace(content, never_lowered=left)
        yield Mutant("never_lowered", name, "never_lowered: one dropped", f"{name} left out", changed)


def _guards(section: str, names: str, content: Content) -> Iterator[Mutant]:
    kind = section.removesuffix("s")
    for guard in getattr(content, section):
        yield _without(section, guard.id, f"{kind} deleted", content)
        yield _with(section, guard.id, f"{kind} inverted", "inverted", content, when=Not(guard.when))
        for what, when in _parts_dropped(guard.when, content):
            yield _with(
                section, guard.id, f"{kind}: one part dropped", f"without “{what}”", content, when=when
            )
        listed = getattr(guard, names)
        for name in listed if len(listed) > 1 else ():
            left = tuple(other for other in listed if other != name)
            kind_dropped = f"{kind}: one professional dropped"
            yield _with(section, guard.id, kind_dropped, f"without the {name}", content, **{names: left})


def _clearance(content: Content) -> Iterator[Mutant]:
    for row in content.clearance:
        flipped = not row.needed
        yield _without("clearance", row.id, "clearance row deleted", content)
        yield _with(
            "clearance", row.id, "clearance row: needed flipped", f"{flipped}", content, needed=flipped
        )
        if row.when != ALWAYS:
            kind = "clearance row inverted"
            yield _with("clearance", row.id, kind, "inverted", content, when=Not(row.when))
        for what, when in _parts_dropped(row.when, content):
            kind = "clearance row: one part dropped"
            yield _with("clearance", row.id, kind, f"without “{what}”", content, when=when)


def _combinations(content: Content) -> Iterator[Mutant]:
    for row in content.combinations:
        yield _without("combinations", row.id, "combination deleted", content)
        kind = "combination inverted"
        yield _with("combinations", row.id, kind, "inverted", content, when=Not(row.when))
        for what, when in _parts_dropped(row.when, content):
            kind = "combination: one part dropped"
            yield _with("combinations", row.id, kind, f"without “{what}”", content, when=when)


def _questions(content: Content) -> Iterator[Mutant]:
    for question in content.questions.values():
        yield _without("questions", question.id, "question deleted", content)
        if question.when != ALWAYS:
            kind = "question: when removed"
            yield _with("questions", question.id, kind, "asked whenever it matters", content, when=ALWAYS)
            kind = "question: when inverted"
            yield _with("questions", question.id, kind, "inverted", content, when=Not(question.when))
        for what, when in _parts_dropped(question.when, content):
            kind = "question: one part dropped"
            yield _with("questions", question.id, kind, f"without “{what}”", content, when=when)
        for fact in question.asks if question.is_bundle else ():
            left = tuple(other for other in question.asks if other != fact)
            kind = "question: one fact dropped from a tick list"
            yield _with("questions", question.id, kind, f"does not ask {fact}", content, asks=left)
        flipped = not question.safety
        yield _with(
            "questions", question.id, "question: safety flipped", f"{flipped}", content, safety=flipped
        )


def _parts_dropped(condition: Condition, content: Content) -> Iterator[tuple[str, Condition]]:
    """The condition without one part of an `all` or `any`, at any depth; definitions are written out."""
    if isinstance(condition, Atom):
        return
    if isinstance(condition, Not):
        for what, part in _parts_dropped(condition.part, content):
            yield what, Not(part)
        return
    build, parts = type(condition), condition.parts
    for place, part in enumerate(parts):
        if len(parts) > 1:
            yield in_words(part, content), build(parts[:place] + parts[place + 1 :])
        for what, smaller in _parts_dropped(part, content):
            yield what, build((*parts[:place], smaller, *parts[place + 1 :]))


def _without(section: str, row: str, kind: str, content: Content) -> Mutant:
    old = getattr(content, section)
    if isinstance(old, tuple):
        left: Any = tuple(entry for entry in old if entry.id != row)
    else:
        left = {name: entry for name, entry in old.items() if name != row}
    return Mutant(section, row, kind, "deleted", _changed(content, section, left, f"{row} deleted"))


def _with(section: str, row: str, kind: str, what: str, content: Content, **fields: Any) -> Mutant:
    old = getattr(content, section)
    if isinstance(old, tuple):
        new: Any = tuple(replace(entry, **fields) if entry.id == row else entry for entry in old)
    else:
        new = {**old, row: replace(old[row], **fields)}
    return Mutant(section, row, kind, what, _changed(content, section, new, f"{row} {kind} {what}"))


def _changed(content: Content, section: str, entries: Any, what: str) -> Content:
    compiled = section in ("rules", "flags", "clearance", "combinations")
    version = f"{content.version} but {what}" if compiled else content.version
    return replace(content, version=version, **{section: entries})
