"""The rules about the words around a phrase, read from content/lexicons/context.yml and compiled."""

from __future__ import annotations

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
    """One row of context.yml: a finding within reach of the cue `means` something else than it says."""

    means: str
    finding: str
    reach: str
    unless: tuple[Pattern, ...]


@dataclass(frozen=True)
class ContextRules:
    """The rules, with the cue patterns in the same order."""

    rules: tuple[Rule, ...]
    cues: PatternIndex
    not_negatives: PatternIndex
    assessed: PatternIndex
    stops: Pattern
    list_stops: Pattern
    not_stops: Pattern


def load_context(path: Path = LEXICONS / "context.yml") -> ContextRules:
    """Read and check the rules. Raises LexiconError or PatternError, which name the row."""
    row = Rows(
        frozenset({"id", "means", "cue", "finding", "reach", "because"}),
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
            "assessed": Texts(),
        },
    )
    words = content["words"]
    for entry in content["rules"]:
        for key, known in (("means", MEANINGS), ("finding", FINDINGS), ("reach", REACHES)):
            if entry[key] not in known:
                raise LexiconError(
                    f"{path.name}, rule {entry['id']}: {key} is {entry[key]!r}; use one of {', '.join(sorted(known))}"
                )
    return ContextRules(
        tuple(_rule(entry, words) for entry in content["rules"]),
        PatternIndex(Pattern(entry["cue"], words) for entry in content["rules"]),
        PatternIndex(Pattern(phrase, words) for phrase in content["not_negatives"]),
        PatternIndex(Pattern(phrase, words) for phrase in content["assessed"]),
        Pattern("(" + "|".join(content["stops"]["always"]) + ")", words),
        Pattern("(" + "|".join(content["stops"]["list"]) + ")", words),
        Pattern("(" + "|".join(content["not_stops"]) + ")", words),
    )


def _rule(entry: dict[str, Any], words: dict[str, list[str]]) -> Rule:
    unless = tuple(Pattern(phrase, words) for phrase in entry.get("unless", ()))
    return Rule(entry["means"], entry["finding"], entry["reach"], unless)


@lru_cache(maxsize=1)
def context_rules() -> ContextRules:
    """The shipped rules, read once."""
    return load_context()
