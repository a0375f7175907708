"""The rules about the words around a phrase, read from content/lexicons/context.yml and compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.nlu.patterns import Pattern, PatternIndex
from bot.triage.lexicon import LEXICONS, Groups, LexiconError, Rows, Texts, read_lexicon

MEANINGS = frozenset(
    {"negated", "historical", "hypothetical", "other_person", "uncertain", "resolved", "idiom", "chronic"}
)
FINDINGS = frozenset({"after", "before", "either", "over"})
REACHES = frozenset({"near", "list", "clause", "clause_comma", "sentence", "end"})


@dataclass(frozen=True)
class Rule:
    """One row of context.yml: a finding within reach of the cue `means` something else than it says.

    `because` is the sentence that made it necessary, `about` the words in it that it changes.
    """

    means: str
    finding: str
    reach: str
    unless: tuple[Pattern, ...]
    id: str = ""
    because: str = ""
    about: str = ""


@dataclass(frozen=True)
class ContextRules:
    """The rules, with the cue patterns in the same order."""

    rules: tuple[Rule, ...]
    cues: PatternIndex
    not_negatives: PatternIndex
    assessed: PatternIndex
    stops: Pattern
    list_stops: Pattern
    openings: Pattern
    stating: Pattern
    not_stops: Pattern
    not_returns: Pattern


def load_context(path: Path = LEXICONS / "context.yml") -> ContextRules:
    """Read and check the rules. Raises LexiconError or PatternError, which name the row."""
    row = Rows(
        frozenset({"id", "means", "cue", "finding", "reach", "because", "about"}),
        frozenset({"unless"}),
        lists=frozenset({"unless"}),
    )
    content = read_lexicon(
        path,
        {
            "words": Groups(),
            "stops": Groups(),
            "rules": row,
            "not_negatives": Texts(),
            "not_stops": Texts(),
            "not_returns": Texts(),
            "assessed": Texts(),
        },
    )
    words = content["words"]
    for entry in content["rules"]:
        if entry["about"] not in entry["because"]:
            raise LexiconError(
                f"{path.name}, rule {entry['id']}: about is {entry['about']!r}; use words of {entry['because']!r}"
            )
        for key, known in (("means", MEANINGS), ("finding", FINDINGS), ("reach", REACHES)):
            if entry[key] not in known:
                raise LexiconError(
                    f"{path.name}, rule {entry['id']}: {key} is {entry[key]!r}; use one of {', '.join(sorted(known))}"
                )

    def any_of(phrases: Sequence[str]) -> Pattern:
        return Pattern("(" + "|".join(phrases) + ")", words)

    stops = content["stops"]
    return ContextRules(
        rules=tuple(_rule(entry, words) for entry in content["rules"]),
        cues=PatternIndex(Pattern(entry["cue"], words) for entry in content["rules"]),
        not_negatives=PatternIndex(Pattern(phrase, words) for phrase in content["not_negatives"]),
        assessed=PatternIndex(Pattern(phrase, words) for phrase in content["assessed"]),
        stops=any_of(stops["always"]),
        list_stops=any_of(stops["list"]),
        openings=any_of(stops["opening"]),
        stating=any_of(stops["stating"]),
        not_stops=any_of(content["not_stops"]),
        not_returns=any_of(content["not_returns"]),
    )


def _rule(entry: dict[str, Any], words: dict[str, list[str]]) -> Rule:
    unless = tuple(Pattern(phrase, words) for phrase in entry.get("unless", ()))
    return Rule(
        entry["means"],
        entry["finding"],
        entry["reach"],
        unless,
        entry["id"],
        entry["because"],
        entry["about"],
    )


@lru_cache(maxsize=1)
def context_rules() -> ContextRules:
    """The shipped rules, read once."""
    return load_context()
