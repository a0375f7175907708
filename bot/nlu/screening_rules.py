"""The rules of the danger screening, read from content/lexicons/red_flags.yml and compiled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.nlu.context_rules import MEANINGS
from bot.nlu.patterns import Pattern, PatternIndex
from bot.triage.lexicon import LEXICONS, Groups, LexiconError, Rows, Texts, read_lexicon

_LISTS = frozenset({"sure", "doubtful", "drop_over", "drop_near", "ask_near", "ignores", "stops"})
_SECTIONS: dict[str, Rows | Groups | Texts] = {
    "words": Groups(),
    "flags": Rows(frozenset({"id", "sure"}), _LISTS, _LISTS),
    "cues": Rows(frozenset({"id", "phrases"}), frozenset({"ignores"}), frozenset({"phrases", "ignores"})),
    "combinations": Rows(
        frozenset({"id", "all_of", "raises", "source"}), frozenset({"instead_of"}), frozenset({"all_of"})
    ),
}


@dataclass(frozen=True)
class FlagRules:
    """What else decides about a phrase of this flag: its look-alikes and the context that matters or does not."""

    id: str
    drop_over: tuple[Pattern, ...]
    drop_near: tuple[Pattern, ...]
    ask_near: tuple[Pattern, ...]
    ignores: frozenset[str]
    stops: frozenset[str]


@dataclass(frozen=True)
class Cue:
    """A finding that is no flag alone, such as fever."""

    phrases: PatternIndex
    ignores: frozenset[str]


@dataclass(frozen=True)
class Combination:
    """Every cue of `all_of` in one message raises a flag, and may take the place of another."""

    all_of: tuple[str, ...]
    raises: str
    instead_of: str


@dataclass(frozen=True)
class ScreeningRules:
    """Everything `screen` needs. `owners[n]` tells the flag and certainty of phrase number n."""

    flags: tuple[str, ...]
    phrases: PatternIndex
    owners: tuple[tuple[FlagRules, Literal["sure", "doubtful"]], ...]
    cues: dict[str, Cue]
    combinations: tuple[Combination, ...]


def load_rules(path: Path = LEXICONS / "red_flags.yml") -> ScreeningRules:
    """Read, check and compile. Raises LexiconError or PatternError, which name the row."""
    content = read_lexicon(path, _SECTIONS)
    words = content["words"]
    phrases: list[Pattern] = []
    owners: list[tuple[FlagRules, Literal["sure", "doubtful"]]] = []
    for row in content["flags"]:
        flag = _flag_rules(row, words, path)
        for certainty in ("sure", "doubtful"):
            for phrase in row.get(certainty, ()):
                phrases.append(Pattern(phrase, words))
                owners.append((flag, certainty))  # type: ignore[arg-type]
    flags = tuple(row["id"] for row in content["flags"])
    cues = {row["id"]: _cue(row, words, path) for row in content["cues"]}
    combinations = tuple(_combination(row, flags, cues, path) for row in content["combinations"])
    return ScreeningRules(
        flags=flags,
        phrases=PatternIndex(phrases),
        owners=tuple(owners),
        cues=cues,
        combinations=combinations,
    )


def _flag_rules(row: dict[str, Any], words: dict[str, list[str]], path: Path) -> FlagRules:
    def look_alikes(key: str) -> tuple[Pattern, ...]:
        return tuple(Pattern(phrase, words) for phrase in row.get(key, ()))

    return FlagRules(
        id=row["id"],
        drop_over=look_alikes("drop_over"),
        drop_near=look_alikes("drop_near"),
        ask_near=look_alikes("ask_near"),
        ignores=_meanings(row, "ignores", path),
        stops=_meanings(row, "stops", path),
    )


def _cue(row: dict[str, Any], words: dict[str, list[str]], path: Path) -> Cue:
    return Cue(
        PatternIndex(Pattern(phrase, words) for phrase in row["phrases"]), _meanings(row, "ignores", path)
    )


def _meanings(row: dict[str, Any], key: str, path: Path) -> frozenset[str]:
    for name in row.get(key, ()):
        if name not in MEANINGS:
            known = ", ".join(sorted(MEANINGS))
            raise LexiconError(
                f"{path.name}, row {row['id']}, {key}: {name!r} is no context; use one of {known}"
            )
    return frozenset(row.get(key, ()))


def _combination(
    row: dict[str, Any], flags: tuple[str, ...], cues: dict[str, Cue], path: Path
) -> Combination:
    for name in row["all_of"]:
        if name not in cues:
            raise LexiconError(
                f"{path.name}, combination {row['id']}: there is no cue {name!r}; add it under cues"
            )
    for flag in (row["raises"], row.get("instead_of", row["raises"])):
        if flag not in flags:
            raise LexiconError(
                f"{path.name}, combination {row['id']}: there is no flag {flag!r}; correct the id"
            )
    return Combination(tuple(row["all_of"]), row["raises"], row.get("instead_of", ""))
