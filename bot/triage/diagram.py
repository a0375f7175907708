"""Decision diagrams: a function over facts as a shared graph, exact and small.

Each inner node asks one fact and has one child a level; equal parts are stored once. A fact that
can no longer change the result is simply not in the diagram any more, which is how the interview
knows that a question would be idle.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from bot.triage.conditions import AllOf, Atom, Condition, Not

Leaf = TypeVar("Leaf", bound=Hashable)
Node = int


class Diagrams(Generic[Leaf]):
    """A family of diagrams over the same facts, in one fixed order.

    One class, though a long one: building, restricting and reading share the table of nodes and what
    was worked out about each.

    Args:
        levels: for each fact, in the order the diagrams ask them, the levels it can take.
    """

    def __init__(self, levels: Mapping[str, Sequence[str]]) -> None:
        self.levels = {fact: tuple(names) for fact, names in levels.items()}
        self._facts = tuple(self.levels)
        self._place = {fact: place for place, fact in enumerate(self._facts)}
        self._nodes: list[tuple[int, tuple[Node, ...]]] = []
        self._leaves: dict[Node, Leaf | bool] = {}
        self._node_of: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._leaf_of: dict[Leaf | bool, Node] = {}
        self._chosen: dict[tuple[Node, Node, Node], Node] = {}
        self._possible_at: dict[Node, int] = {}
        self._looked_at_from: dict[Node, int] = {}
        self.false = self.leaf(False)
        self.true = self.leaf(True)

    def leaf(self, value: Leaf | bool) -> Node:
        """The constant diagram."""
        if value not in self._leaf_of:
            node = self._new((len(self._facts), ()))
            self._possible_at[node] = 1 << len(self._leaf_of)
            self._leaf_of[value] = node
            self._leaves[node] = value
        return self._leaf_of[value]

    def condition(self, condition: Condition, given: Mapping[str, Mapping[str, Node]]) -> Node:
        """The condition as a true-or-false diagram. `given` has the diagrams of derived facts:
        for each of their levels, when it holds."""
        if isinstance(condition, Atom):
            if condition.fact in given:
                return self.any_of(given[condition.fact][level] for level in condition.values)
            place = self._place[condition.fact]
            children = (
                self.true if level in condition.values else self.false
                for level in self.levels[condition.fact]
            )
            return self._inner(place, tuple(children))
        if isinstance(condition, Not):
            return self.choose(self.condition(condition.part, given), self.false, self.true)
        parts = (self.condition(part, given) for part in condition.parts)
        if isinstance(condition, AllOf):
            return self.all_of(parts)
        return self.any_of(parts)

    def all_of(self, parts: Iterable[Node]) -> Node:
        """Where every part is true."""
        result = self.true
        for part in parts:
            result = self.choose(result, part, self.false)
        return result

    def any_of(self, parts: Iterable[Node]) -> Node:
        """Where at least one part is true."""
        result = self.false
        for part in parts:
            result = self.choose(result, self.true, part)
        return result

    def choose(self, test: Node, then: Node, otherwise: Node) -> Node:
        """`then` where the test is true, `otherwise` where it is false."""
        if test == self.true or then == otherwise:
            return then
        if test == self.false:
            return otherwise
        if then == self.true and otherwise == self.false:
            return test
        key = (test, then, otherwise)
        if key not in self._chosen:
            place = min(self._nodes[test][0], self._nodes[then][0], self._nodes[otherwise][0])
            parts = (self._children_at(node, place) for node in key)
            self._chosen[key] = self._inner(place, tuple(map(self.choose, *parts)))
        return self._chosen[key]

    def under(self, node: Node, known: Mapping[str, str]) -> Node:
        """The diagram once some facts are known."""
        done: dict[Node, Node] = {}
        last = max((self._place[fact] for fact in known), default=-1)

        def visit(at: Node) -> Node:
            place, children = self._nodes[at]
            if place > last:
                return at
            if at not in done:
                fact = self._facts[place]
                if fact in known:
                    done[at] = visit(children[self.levels[fact].index(known[fact])])
                else:
                    done[at] = self._inner(place, tuple(visit(child) for child in children))
            return done[at]

        return visit(node)

    def map_leaves(self, node: Node, value_of: Callable[[Leaf | bool], Leaf | bool]) -> Node:
        """The diagram with each result replaced."""
        done: dict[Node, Node] = {}

        def visit(at: Node) -> Node:
            if at not in done:
                if at in self._leaves:
                    done[at] = self.leaf(value_of(self._leaves[at]))
                else:
                    place, children = self._nodes[at]
                    done[at] = self._inner(place, tuple(visit(child) for child in children))
            return done[at]

        return visit(node)

    def leaf_is(self, node: Node, value: Leaf | bool) -> Node:
        """A true-or-false diagram: where this is the result."""

        def judge(leaf: Leaf | bool) -> bool:
            return leaf == value

        return self.map_leaves(node, judge)

    @property
    def states(self) -> int:
        """How many states of evidence a diagram over these facts stands for."""
        return math.prod(len(levels) for levels in self.levels.values())

    def facts_in(self, node: Node) -> frozenset[str]:
        """The facts that can still change the result."""
        counts = self._looked_at(node)
        return frozenset(fact for place, fact in enumerate(self._facts) if counts >> place & 1)

    def leaves_in(self, node: Node) -> frozenset[Leaf | bool]:
        """The results that are still possible."""
        possible = self._possible(node)
        return frozenset(leaf for place, leaf in enumerate(self._leaf_of) if possible >> place & 1)

    def how_many_leaves(self, node: Node, known: Mapping[str, str]) -> int:
        """How many results are still possible once some facts are known: as `under` would leave, but
        without making that diagram."""
        last = max((self._place[fact] for fact in known), default=-1)
        seen: set[Node] = set()
        waiting = [node]
        possible = 0
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            place, children = self._nodes[at]
            if place > last:
                possible |= self._possible(at)
                continue
            level = known.get(self._facts[place])
            if level is None:
                waiting.extend(children)
            else:
                waiting.append(children[self.levels[self._facts[place]].index(level)])
        return possible.bit_count()

    def is_leaf(self, node: Node) -> bool:
        """Whether this is a result, with nothing left to look at."""
        return node in self._leaves

    def children(self, node: Node) -> tuple[str, Mapping[str, Node]]:
        """The fact that an inner node looks at, and where each of its levels leads."""
        place, children = self._nodes[node]
        fact = self._facts[place]
        return fact, dict(zip(self.levels[fact], children, strict=True))

    def may_end_in(self, node: Node, wanted: int) -> bool:
        """Whether one of the results of `results_as_bits` is still possible."""
        return bool(self._possible(node) & wanted)

    def results_as_bits(self, results: Iterable[Leaf | bool]) -> int:
        """A set of results for `may_end_in`, which is asked often."""
        nodes = {self._leaf_of[leaf] for leaf in results if leaf in self._leaf_of}
        return sum(self._possible_at[node] for node in nodes)

    def leaf_at(self, node: Node, levels: Mapping[str, str]) -> Leaf | bool:
        """The one result, when the level of every fact is known."""
        while node not in self._leaves:
            node = self._child_at(node, levels)
        return self._leaves[node]

    def example(self, node: Node, leaf: Leaf | bool) -> dict[str, str] | None:
        """Levels of some facts that lead to a result; None when nothing leads there."""
        if node in self._leaves:
            return {} if self._leaves[node] == leaf else None
        place, children = self._nodes[node]
        fact = self._facts[place]
        for level, child in zip(self.levels[fact], children, strict=True):
            if leaf in self.leaves_in(child):
                rest = self.example(child, leaf)
                return None if rest is None else {fact: level, **rest}
        return None

    def reach(self, node: Node) -> frozenset[Node]:
        """Every node below and including this one."""
        seen: set[Node] = set()
        waiting = [node]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting.extend(self._nodes[at][1])
        return frozenset(seen)

    def _child_at(self, node: Node, levels: Mapping[str, str]) -> Node:
        place, children = self._nodes[node]
        fact = self._facts[place]
        return children[self.levels[fact].index(levels[fact])]

    def _possible(self, node: Node) -> int:
        """The possible results, one bit a result, in the order in which results were first made."""
        if node not in self._possible_at:
            bits = 0
            for child in self._nodes[node][1]:
                bits |= self._possible(child)
            self._possible_at[node] = bits
        return self._possible_at[node]

    def _looked_at(self, node: Node) -> int:
        """The facts that the diagram looks at from here on, one bit a fact, in their order."""
        if node not in self._looked_at_from:
            place, children = self._nodes[node]
            bits = 1 << place if children else 0
            for child in children:
                bits |= self._looked_at(child)
            self._looked_at_from[node] = bits
        return self._looked_at_from[node]

    def _children_at(self, node: Node, place: int) -> tuple[Node, ...]:
        """Where each level of the fact at this place leads; to the node itself when it does not ask that fact."""
        own, children = self._nodes[node]
        return children if own == place else (node,) * len(self.levels[self._facts[place]])

    def _inner(self, place: int, children: tuple[Node, ...]) -> Node:
        if all(child == children[0] for child in children):
            return children[0]
        key = (place, children)
        if key not in self._node_of:
            self._node_of[key] = self._new(key)
        return self._node_of[key]

    def _new(self, entry: tuple[int, tuple[Node, ...]]) -> Node:
        self._nodes.append(entry)
        return len(self._nodes) - 1
