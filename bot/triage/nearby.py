"""The results that a few other answers would lead to, found in a diagram without trying all answers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.triage.diagram import Diagrams, Node

Leaf = TypeVar("Leaf", bound=Hashable)


def nearby(
    diagrams: Diagrams[Leaf],
    node: Node,
    levels: Mapping[str, str],
    other: Mapping[str, Sequence[str]],
    changes: int,
    wanted: Iterable[Leaf],
) -> Iterator[tuple[Leaf | bool, dict[str, str]]]:
    """The wanted results that exactly so many other levels lead to, each with those levels.

    A fact that the diagram does not look at on the way is never changed: it would change nothing.

    Args:
        diagrams: the diagrams that `node` is one of.
        node: where to start.
        levels: the level of every fact.
        other: the facts that may be different, with the levels they may have instead.
        changes: how many facts are different.
        wanted: the results to look for.
    """
    search = _Search(diagrams, levels, other, diagrams.results_as_bits(wanted))
    return search.from_node(node, changes)


@dataclass(frozen=True)
class _Search(Generic[Leaf]):
    diagrams: Diagrams[Leaf]
    levels: Mapping[str, str]
    other: Mapping[str, Sequence[str]]
    wanted: int

    def from_node(self, node: Node, changes: int) -> Iterator[tuple[Leaf | bool, dict[str, str]]]:
        if not self.diagrams.may_end_in(node, self.wanted):
            return
        if not changes:
            leaf = self.diagrams.leaf_at(node, self.levels)
            if self.wanted & self.diagrams.results_as_bits([leaf]):
                yield leaf, {}
            return
        while not self.diagrams.is_leaf(node):
            fact, children = self.diagrams.children(node)
            for level in self.other.get(fact, ()):
                for leaf, rest in self.from_node(children[level], changes - 1):
                    yield leaf, {fact: level, **rest}
            node = children[self.levels[fact]]
