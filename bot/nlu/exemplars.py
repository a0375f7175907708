"""Curated sentences for the danger head: how people put each danger sign, and what only sounds like one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.triage.content import load_content
from bot.triage.lexicon import LEXICONS, LexiconError, Rows, read_lexicon

FOLDER = LEXICONS / "exemplars"
ASKED_ABOUT = ("T0", "T1", "T2")
_SIGNS = Rows(
    frozenset({"id", "phrasings", "source"}),
    frozenset({"look_alikes"}),
    lists=frozenset({"phrasings", "look_alikes"}),
)
_HARMLESS = Rows(frozenset({"id", "texts", "source"}), lists=frozenset({"texts"}))


@dataclass(frozen=True)
class Exemplar:
    """One sentence. `flag` is the danger sign in it, None where there is none."""

    text: str
    flag: str | None


def load_exemplars(folder: Path = FOLDER) -> tuple[Exemplar, ...]:
    """Every sentence of `folder` (rows of signs) and of its `harmless` (rows of sentences without one), in order.

    Raises LexiconError, which names what is wrong: a sign of tier T0, T1 or T2 without a row, a row for something
    else, a sentence given twice.
    """
    exemplars = (*_signs(folder), *_harmless(folder / "harmless"))
    known = {flag.id for flag in load_content().flags.values() if flag.tier in ASKED_ABOUT}
    told = {exemplar.flag for exemplar in exemplars if exemplar.flag is not None}
    for flag in sorted(known - told):
        raise LexiconError(f"exemplars: the danger sign {flag} has no row; add one with its phrasings")
    for flag in sorted(told - known):
        raise LexiconError(
            f"exemplars: {flag!r} is no danger sign of tier {', '.join(ASKED_ABOUT)}; rename the row"
        )
    seen: set[str] = set()
    for exemplar in exemplars:
        if exemplar.text in seen:
            raise LexiconError(f"exemplars: {exemplar.text!r} is given twice; keep one")
        seen.add(exemplar.text)
    return exemplars


def _signs(folder: Path) -> Iterator[Exemplar]:
    for path in sorted(folder.glob("*.yml")):
        for row in read_lexicon(path, {"exemplars": _SIGNS})["exemplars"]:
            yield from (Exemplar(text, row["id"]) for text in row["phrasings"])
            yield from (Exemplar(text, None) for text in row.get("look_alikes", ()))


def _harmless(folder: Path) -> Iterator[Exemplar]:
    for path in sorted(folder.glob("*.yml")):
        for row in read_lexicon(path, {"harmless": _HARMLESS})["harmless"]:
            yield from (Exemplar(text, None) for text in row["texts"])
