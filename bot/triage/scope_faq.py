"""Which reviewed answer fits a question about the six professionals, from `content/scope_faq.yml`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.triage.content import FOLDER
from bot.triage.rows import read_file, rows

OVERVIEW = "overview"
DIFFERENCE = "difference"


@dataclass(frozen=True)
class ScopeAnswer:
    """A reviewed answer: what it is about, for whom, and the response that says it."""

    topic: str
    professionals: frozenset[str]
    response: str
    source: str


@lru_cache(maxsize=4)
def load_scope_faq(folder: Path = FOLDER) -> tuple[ScopeAnswer, ...]:
    """All reviewed answers.

    Raises:
        ContentError: naming the row and the cure.
    """
    found = []
    for row in rows(
        "scope_faq.yml", read_file(folder / "scope_faq.yml", ("scope_faq",))["scope_faq"], "scope_faq"
    ):
        one = row.text("professional", "")
        pair = row.texts("pair", ())
        found.append(
            ScopeAnswer(
                topic=row.text("topic"),
                professionals=frozenset(filter(None, (one, *pair))),
                response=row.text("response"),
                source=row.text("source"),
            )
        )
        row.done()
    return tuple(found)


def scope_answers(topics: Collection[str], professionals: Collection[str]) -> tuple[ScopeAnswer, ...]:
    """The answers that fit, at most two: a pair's difference, one topic of one or two of them, or
    the overview when the question names nobody we know."""
    answers = load_scope_faq()
    named = frozenset(professionals)
    if len(named) == 2 and (DIFFERENCE in topics or not topics):
        return tuple(a for a in answers if a.topic == DIFFERENCE and a.professionals == named)
    wanted = [topic for topic in topics if topic not in (DIFFERENCE, OVERVIEW)] or ["can_do"]
    fitting = tuple(
        a for a in answers if len(a.professionals) == 1 and a.professionals <= named and a.topic in wanted
    )
    return fitting[:2] or tuple(a for a in answers if a.topic == OVERVIEW)
