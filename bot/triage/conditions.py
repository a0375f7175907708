"""The small language the content's rules are written in.

A condition is a mapping. `{goal: [treat_pain, recover_injury]}` holds when the fact has one of the
values; several facts in one mapping must all hold. `all:` and `any:` take lists of conditions,
`not:` takes one, `is:` names a condition that the file defines once under `definitions:`.
A value may be the name of a group of values that the fact declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Atom:
    """Holds when the fact has one of the values."""

    fact: str
    values: frozenset[str]


@dataclass(frozen=True)
class AllOf:
    """Holds when every part holds; with no parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Holds when at least one part holds; with no parts it never holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """Holds when its part does not."""

    part: Condition


Condition: TypeAlias = "Atom | AllOf | AnyOf | Not"
ALWAYS = AllOf(())
NEVER = AnyOf(())


class BadCondition(ValueError):
    """A condition that names something the content does not have. The message says the cure."""


def holds(condition: Condition, value_of: Callable[[str], str]) -> bool:
    """Whether the condition holds, given each fact's value (`unknown` when there is none)."""
    if isinstance(condition, Atom):
        return value_of(condition.fact) in condition.values
    if isinstance(condition, AllOf):
        return all(holds(part, value_of) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(holds(part, value_of) for part in condition.parts)
    return not holds(condition.part, value_of)


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every atom in the condition, in reading order."""
    if isinstance(condition, Atom):
        yield condition
    elif isinstance(condition, Not):
        yield from atoms(condition.part)
    else:
        for part in condition.parts:
            yield from atoms(part)


@dataclass(frozen=True)
class ConditionReader:
    """Reads conditions against a vocabulary: for each fact, every value and group it may name."""

    vocabulary: Mapping[str, Mapping[str, frozenset[str]]]
    definitions: Mapping[str, Condition]

    def read(self, raw: Any) -> Condition:
        """Turn YAML data into a condition.

        Raises:
            BadCondition: an unknown fact, value, definition or shape.
        """
        if not isinstance(raw, dict):
            raise BadCondition(f"a condition is a mapping, not {raw!r}")
        parts = tuple(self._part(key, value) for key, value in raw.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, value: Any) -> Condition:
        if key == "all":
            return AllOf(tuple(self.read(part) for part in _list(key, value)))
        if key == "any":
            return AnyOf(tuple(self.read(part) for part in _list(key, value)))
        if key == "not":
            return Not(self.read(value))
        if key == "is":
            if value not in self.definitions:
                raise BadCondition(f"nothing is defined as {value!r}; add it under `definitions:`")
            return self.definitions[value]
        return self._atom(key, value)

    def _atom(self, fact: str, value: Any) -> Atom:
        if fact not in self.vocabulary:
            raise BadCondition(f"no fact is called {fact!r}; see facts.yml and red_flags.yml")
        known = self.vocabulary[fact]
        values: set[str] = set()
        for name in _list(fact, value):
            if name not in known:
                raise BadCondition(f"{fact} has no value {name!r}; it has {', '.join(sorted(known))}")
            values |= known[name]
        return Atom(fact, frozenset(values))


def _list(key: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadCondition(f"`{key}:` takes a list that is not empty, not {value!r}")
    # YAML reads a bare yes or no as true or false.
    return [{True: "yes", False: "no"}[item] if isinstance(item, bool) else item for item in value]
