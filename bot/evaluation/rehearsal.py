"""Made-up interviews, to see whether a change to a question is ever noticed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, Asking, facts_that_matter, next_question

INTERVIEWS = 400
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
    told = chance.sample(_tellable(content), chance.randint(0, TOLD_AT_MOST))
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


def _tellable(content: Content) -> Sequence[str]:
    """What an opening may tell: any fact, and the red flags that do not end the interview."""
    settled = [flag.id for flag in content.flags.values() if flag.tier == "T3" or flag.unless is not None]
    return [fact for fact in content.facts if fact not in content.flags] + settled


def _answer(chance: random.Random, fact: str, content: Content) -> Answer:
    """Mostly no, so that the interview goes on."""
    if content.facts[fact].is_yes_no:
        likely = 30 if fact in content.flags and content.flags[fact].tier != "T3" else 6
        return Answer(chance.choices((YES, UNKNOWN, NO), (1, 1, likely))[0], confirmed=True)
    # Outside asks end at once, and a child alone too.
    values = [value for value in content.facts[fact].values if value not in ("outside", "under_13")]
    return Answer(chance.choice((*values, UNKNOWN)))
