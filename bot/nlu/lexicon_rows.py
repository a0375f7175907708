"""The fact lexicons: rows that say which words mean which value of which fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.triage.lexicon import LEXICONS, LexiconError, Rows, read_lexicon

FILES = (
    "body",
    "injuries",
    "conditions",
    "surgery",
    "goals",
    "activities",
    "daily_tasks",
    "people",
    "therapy",
    "scope",
    "professionals",
)

CUE = "cue"
IGNORE = "ignore"

_SHAPE = Rows(
    frozenset({"fact", "value", "phrases"}),
    frozenset({"within", "stated", "denied", "not_typed"}),
    lists=frozenset({"phrases", "denied", "not_typed"}),
)


@dataclass(frozen=True)
class LexiconRow:
    """Phrases that say one value of one fact.

    `fact` may also be "cue" (words that help to read others: a symptom, a wish, a correction) or "ignore"
    (an idiom that hides the facts its value names: "come back" is not a back). `within` is the number of days
    after which an event no longer gives the value. `stated` phrases count as said outright: a goal
    as a wish, an event as recent, a parent as taking part. `denied` facts
    are "no" when the phrase is denied: "no heart problems" denies every heart condition, "no pacemaker" does not.
    `not_typed` words void a phrase that holds them as typed: word forms know no tense, and "did PT" is over.
    """

    fact: str
    value: str
    phrases: tuple[str, ...]
    within: float | None = None
    stated: bool = False
    denied: tuple[str, ...] = ()
    not_typed: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def lexicon_rows() -> tuple[LexiconRow, ...]:
    """Every row of every fact lexicon, in file order. Raises LexiconError, which names the file and the row."""
    return tuple(row for name in FILES for row in read_rows(LEXICONS / f"{name}.yml"))


def read_rows(path: Path) -> Iterable[LexiconRow]:
    """The rows of one fact lexicon. Raises LexiconError."""
    for entry in read_lexicon(path, {"rows": _SHAPE})["rows"]:
        where = f"{path.name}, {entry['fact']} {entry['value']}"
        within = entry.get("within")
        if within is not None and not str(within).isdigit():
            raise LexiconError(f'{where}: write within as days, as "366"')
        yield LexiconRow(
            fact=entry["fact"],
            value=entry["value"],
            phrases=tuple(entry["phrases"]),
            within=float(within) if within else None,
            stated=entry.get("stated") == "yes",
            denied=tuple(entry.get("denied", ())),
            not_typed=tuple(entry.get("not_typed", ())),
        )
