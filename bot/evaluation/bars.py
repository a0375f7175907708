"""What must hold before anyone may rely on the core: `make eval` fails while one of these is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.judged import Judged
from bot.evaluation.metrics import exact_route, in_scope, strict_safety
from bot.evaluation.questions_asked import QuestionsAsked

EXACT_ROUTE = 0.95
MEDIAN_QUESTIONS = 6
PERCENTILE_95_QUESTIONS = 10
MOST_QUESTIONS = 14


def broken_bars(measure: str, cases: Sequence[Judged]) -> Iterator[str]:
    """The bars these answers do not reach, in words, the dangerous ones first."""
    unsafe = len(cases) - strict_safety(cases).hits
    if unsafe:
        yield f"{measure}: {unsafe} answered below their true tier; none may be"
    outside = len(cases) - in_scope(cases).hits
    if outside:
        yield f"{measure}: {outside} name somebody the evidence rules out; none may"
    route = exact_route(cases)
    if route.value < EXACT_ROUTE:
        yield f"{measure}: exact route {route.value:.1%}; at least {EXACT_ROUTE:.0%} is wanted"


def broken_question_bars(asked: QuestionsAsked) -> Iterator[str]:
    """The bars on the length of the interview that are not kept, in words."""
    limits = (
        ("median", asked.median, MEDIAN_QUESTIONS),
        ("95th percentile", asked.percentile_95, PERCENTILE_95_QUESTIONS),
        ("longest", asked.most, MOST_QUESTIONS),
    )
    for name, number, limit in limits:
        if number > limit:
            yield f"questions asked: {name} {number:g}; at most {limit} is wanted"
