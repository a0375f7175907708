"""Conditions in plain words, for people who review the content and for proofs that show evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.triage.conditions import AllOf, AnyOf, Atom, Condition, Not
from bot.triage.entries import DANGER, DANGER_LEVELS, Content, Fact
from bot.triage.evidence import NO, UNKNOWN, YES

NOT_KNOWN = "not known"
NO_TERMS: Mapping[Condition, str] = {}
_T2_LEVELS = frozenset({"T2", "T2_msk"})
_DANGER_WORDS = {
    "T2": "T2 with another cause than movement",
    "T2_msk": "T2 with movement causes only",
    "T4": "none",
}


def in_words(condition: Condition, content: Content, terms: Mapping[Condition, str] = NO_TERMS) -> str:
    """The condition as a phrase, such as "goal is treat pain or recover injury, and onset is lasting".

    Sets of values that a fact gives a name are called by it, a score is given in numbers, and
    "not known" stands for unsure and for never asked. A condition in `terms` is called by its name.
    """
    return _phrase(condition, content, terms, top=True)


def name_of(identifier: str) -> str:
    """An id as words: `physical_therapist` is "physical therapist"."""
    return identifier.replace("_", " ")


def one_of(names: Iterable[str], joint: str = "or") -> str:
    """A list as it is spoken: "a, b or c"."""
    *first, last = names
    return f"{', '.join(first)} {joint} {last}" if first else last


def _phrase(condition: Condition, content: Content, terms: Mapping[Condition, str], top: bool = False) -> str:
    if condition in terms:
        return f"“{terms[condition]}” holds"
    if isinstance(condition, Atom):
        return f"{name_of(condition.fact)} is {one_of(_values(condition, content))}"
    if isinstance(condition, Not):
        return _denied(condition.part, content, terms)
    if not condition.parts:
        return "always" if isinstance(condition, AllOf) else "never"
    if isinstance(condition, AnyOf) and (facts := _all_yes(condition, content, terms)):
        phrase = f"at least one of these is yes: {', '.join(facts)}"
    else:
        joint = ", and " if isinstance(condition, AllOf) else ", or "
        phrase = joint.join(_phrase(part, content, terms) for part in condition.parts)
    return phrase if top or len(condition.parts) == 1 else f"({phrase})"


def _denied(part: Condition, content: Content, terms: Mapping[Condition, str]) -> str:
    """The opposite of a condition. That of a yes/no answer is spelled out, so that nobody reads
    "not known" as no."""
    if part in terms:
        return f"“{terms[part]}” does not hold"
    if isinstance(part, Atom):
        fact = content.facts.get(part.fact)
        if fact is not None and fact.is_yes_no:
            opposite = Atom(part.fact, frozenset({YES, NO, UNKNOWN}) - part.values)
            return _phrase(opposite, content, terms)
        values = _values(part, content)
        denial = "is not" if len(values) == 1 else "is none of"
        return f"{name_of(part.fact)} {denial} {', '.join(values)}"
    if isinstance(part, AnyOf) and (facts := _all_yes(part, content, terms)):
        return f"none of these is yes: {', '.join(facts)}"
    return f"not {_phrase(part, content, terms)}"


def _all_yes(condition: AnyOf, content: Content, terms: Mapping[Condition, str]) -> list[str]:
    """The facts of a list that only asks whether one of them is yes; nothing for any other list."""
    facts = [
        name_of(part.fact)
        for part in condition.parts
        if isinstance(part, Atom) and part not in terms and _values(part, content) == [YES]
    ]
    return facts if len(facts) == len(condition.parts) > 1 else []


def _values(atom: Atom, content: Content) -> list[str]:
    """What the fact may be for the atom to hold, in the order of the content."""
    if atom.fact == DANGER:
        return _danger_levels(atom.values)
    fact = content.facts[atom.fact]
    known = atom.values - {UNKNOWN}
    names = _scores(fact, known) if _is_score(fact) else _called(fact, known)
    # A red flag is in force or it is not: one nobody is sure about counts as yes (red_flags.py).
    if UNKNOWN in atom.values and atom.fact not in content.flags:
        names.append(NOT_KNOWN)
    return names or ["never so"]


def _danger_levels(levels: frozenset[str]) -> list[str]:
    if levels >= _T2_LEVELS:
        return [level if level != "T4" else "none" for level in DANGER_LEVELS if level in levels - {"T2_msk"}]
    return [_DANGER_WORDS.get(level, level) for level in DANGER_LEVELS if level in levels]


def _is_score(fact: Fact) -> bool:
    return all(value.isdigit() for value in fact.values)


def _scores(fact: Fact, levels: frozenset[str]) -> list[str]:
    """Runs of scores, such as "0" and "4 to 7"."""
    runs: list[list[int]] = []
    for score in sorted(int(value) for value, level in fact.level_of.items() if level in levels):
        if runs and score == runs[-1][1] + 1:
            runs[-1][1] = score
        else:
            runs.append([score, score])
    return [str(low) if low == high else f"{low} to {high}" for low, high in runs]


def _called(fact: Fact, levels: frozenset[str]) -> list[str]:
    """The levels, with the largest named groups that fit inside them called by their names."""
    name: dict[str, str] = {}
    for group, members in sorted(fact.groups.items(), key=lambda item: (-len(item[1]), item[0])):
        if members <= levels - name.keys():
            name.update(dict.fromkeys(members, group))
    return list(dict.fromkeys(name_of(name.get(level, level)) for level in fact.levels if level in levels))
