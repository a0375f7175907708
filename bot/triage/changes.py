"""The smallest changes of what a person answered that would lead somewhere else.

One other answer where one is enough, otherwise two. Found in the decision diagram (docs/adr/0004), which
looks only at facts that count on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.triage.assess import assess
from bot.triage.conditions import holds
from bot.triage.endings import Ending, EndingsDiagram, endings
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, Answer, Case
from bot.triage.nearby import nearby
from bot.triage.red_flags import level_of

MOST_SAID = 3
MOST_ANSWERS = 2
# What a person can't have answered otherwise: who it is about.
FIXED = frozenset({"age", "for_whom", "guardian"})
# Danger for today comes before the rest; when to call an emergency number is told with every result.
TOLD_FIRST = ("same_day", "recommendation", "physician_first", "emergency")
URGENT = frozenset({"same_day", "emergency"})

Destination = tuple[str, str | None]


@dataclass(frozen=True)
class OtherAnswer:
    """An answer that a fact might have had instead."""

    fact: str
    to: str


@dataclass(frozen=True)
class Change:
    """Other answers, all of them together, and the outcome and professional they would lead to."""

    answers: tuple[OtherAnswer, ...]
    outcome: str
    professional: str | None


def would_change(case: Case, content: Content, at_most: int = MOST_SAID) -> tuple[Change, ...]:
    """The smallest changes that would lead to another professional or to another urgency, the most useful
    first, and one for each place they lead to.

    Changed are facts the person answered, and facts that a question asks about once the rest is changed:
    if the pain were new, whether they can walk on it would be asked. Useful first means: fewest changes,
    what the person answered, another answer than the goal, danger for today, another professional,
    a doctor first, a near value. At most one is about urgent help. T3 and T4 count as one: they name the
    same professional, and what a caution adds is told on its own.
    """
    search = _Search(case, content)
    smallest: dict[Destination, Change] = {}
    for size in range(1, MOST_ANSWERS + 1):
        if _enough(smallest, at_most):
            break
        for change in sorted(search.changes(size, but=smallest), key=search.usefulness):
            smallest.setdefault((change.outcome, change.professional), change)
    best = sorted(smallest.values(), key=search.usefulness)
    urgent = [change for change in best if change.outcome in URGENT]
    return tuple(change for change in best if change not in urgent[1:])[:at_most]


def _enough(found: Mapping[Destination, Change], at_most: int) -> bool:
    """Whether the places found already fill the list."""
    calm = [outcome for outcome, _ in found if outcome not in URGENT]
    return len(calm) + (len(calm) < len(found)) >= at_most


class _Search:
    """Looks around one case."""

    def __init__(self, case: Case, content: Content) -> None:
        here = assess(case, content)
        self._here = (here.outcome, here.professional)
        self._case = case
        self._content = content
        self._place = {fact: place for place, fact in enumerate(content.facts)}
        self._asked_once: dict[tuple[tuple[str, str], ...], frozenset[str]] = {}

    def changes(self, size: int, but: Iterable[Destination]) -> Iterator[Change]:
        """Every change of exactly so many facts that leads elsewhere, and to no place in `but`."""
        case, content = self._case, self._content
        diagram = endings(content)
        known = diagram.known(case, content)
        levels = {fact: known.get(fact, NO if fact in content.flags else UNKNOWN) for fact in content.facts}
        asked = {fact for question in content.questions.values() for fact in question.asks}
        other = {
            fact: [level for level in content.facts[fact].levels if level != levels[fact]]
            for fact in {*case.answers, *asked} - FIXED
        }
        known_places = {self._here, *but}
        wanted = [
            ending
            for place, there in _places(diagram).items()
            if place not in known_places
            for ending in there
        ]
        for ending, changed in nearby(diagram.diagrams, diagram.root, levels, other, size, wanted):
            if isinstance(ending, Ending) and self._could_be_told(changed):
                facts = sorted(changed, key=lambda fact: (fact not in case.answers, self._place[fact]))
                answers = tuple(OtherAnswer(fact, self._value(fact, changed[fact])) for fact in facts)
                yield Change(answers, ending.outcome, ending.professional)

    def usefulness(self, change: Change) -> tuple[int, ...]:
        """What to say first, as a key for sorting; no two changes have the same."""
        facts = [answer.fact for answer in change.answers]
        return (
            len(facts),
            sum(fact not in self._case.answers for fact in facts),
            "goal" in facts,
            TOLD_FIRST.index(change.outcome),
            sum(self._distance(answer.fact, answer.to) for answer in change.answers),
            *(self._place[fact] for fact in facts),
            *(self._content.facts[answer.fact].values.index(answer.to) for answer in change.answers),
        )

    def _could_be_told(self, changed: Mapping[str, str]) -> bool:
        """Whether each changed fact was answered, or is asked about given the others."""
        return all(
            fact in self._case.answers
            or fact in self._asked_given(tuple(item for item in changed.items() if item[0] != fact))
            for fact in changed
        )

    def _asked_given(self, changed: tuple[tuple[str, str], ...]) -> frozenset[str]:
        """The facts of the questions whose condition holds once these levels are changed."""
        if changed not in self._asked_once:
            answers = {fact: Answer(self._value(fact, level)) for fact, level in changed}
            level_then = level_of(self._case.told(answers), self._content)
            self._asked_once[changed] = frozenset(
                fact
                for question in self._content.questions.values()
                if holds(question.when, level_then)
                for fact in question.asks
            )
        return self._asked_once[changed]

    def _value(self, fact: str, level: str) -> str:
        """The value of that level which is nearest to the one given."""
        values = [value for value, of in self._content.facts[fact].level_of.items() if of == level]
        return min(values, key=lambda value: self._distance(fact, value))

    def _distance(self, fact: str, value: str) -> int:
        """How far a value is from the one given, in the order of the fact's values."""
        values = self._content.facts[fact].values
        given = self._case.value(fact)
        return abs(values.index(value) - values.index(given)) if given in values else 0


@lru_cache(maxsize=16)
def _places(diagram: EndingsDiagram) -> Mapping[Destination, tuple[Ending, ...]]:
    """Where a change may lead: the endings of each place that has a professional or an urgency."""
    found: dict[Destination, tuple[Ending, ...]] = {}
    for ending in diagram.diagrams.leaves_in(diagram.root):
        if isinstance(ending, Ending) and ending.outcome in TOLD_FIRST:
            place = (ending.outcome, ending.professional)
            found[place] = (*found.get(place, ()), ending)
    return found
