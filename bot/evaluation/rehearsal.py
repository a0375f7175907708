"""Made-up interviews, to see whether a change to a question is ever noticed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, facts_that_matter, next_question

INTERVIEWS = 300
TOLD_AT_MOST = 7


@dataclass(frozen=True)
class Moment:
    """A case in the middle of an interview, and what is asked then; None at the end.

    `open_facts` are those whose answer could still change the result.
    """

    case: Case
    asking: Asking | None
    open_facts: frozenset[str]


def rehearse(content: Content, interviews: int = INTERVIEWS) -> tuple[Moment, ...]:
    """Every moment of some interviews with any opening and any answers, the same ones each time."""
    chance = random.Random(3)  # noqa: S311, no secret: the same interviews in each run
    return tuple(moment for _ in range(interviews) for moment in _interview(chance, content))


def _interview(chance: random.Random, content: Content) -> Iterator[Moment]:
    told = chance.sample(_mostly_facts(content), chance.randint(0, TOLD_AT_MOST))
    case = Case({fact: _answer(chance, fact, content) for fact in told})
    while True:
        asking = next_question(case, content)
        yield Moment(case, asking, facts_that_matter(case, content))
        if asking is None:
            return
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
        else:
            case = case.told({fact: _answer(chance, fact, content) for fact in asking.facts}, asking.id)


def _mostly_facts(content: Content) -> Sequence[str]:
    """What an opening may tell; red flags that end the interview at once are left out."""
    return [fact for fact in content.facts if fact not in content.flags or content.flags[fact].tier > "T1"]


def _answer(chance: random.Random, fact: str, content: Content) -> Answer:
    values = content.facts[fact].values
    if fact in content.flags:
        return Answer(chance.choices((YES, UNKNOWN, NO), (1, 1, 12))[0], confirmed=True)
    return Answer(chance.choice((*values, UNKNOWN)))
