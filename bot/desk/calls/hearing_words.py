"""The caller's own words, as staff typed them: danger signs and facts in them, read as the chat reads them.

Lexicons and their rules alone, without the trained head: the signs are all asked about anyway.
"""

from __future__ import annotations

from datetime import date

from bot.desk.calls.what_counts import Entity
from bot.nlu.extraction import extract
from bot.nlu.language import ENGLISH, language_of
from bot.nlu.screening import Finding, screen


def entities_in(words: str, today: date) -> tuple[Entity, ...]:
    """The danger signs and the facts in a message, as `bot.hearing` takes them.

    In a language that the lexicons cannot read only danger is looked for.
    """
    signs = tuple(_sign(finding) for finding in screen(words))
    if language_of(words) != ENGLISH:
        return signs
    return (*signs, *(finding.as_entity() for finding in extract(words, today)))


def _sign(finding: Finding) -> Entity:
    return {
        "entity": finding.flag,
        "value": finding.value,
        "start": finding.start,
        "end": finding.end,
        "certainty": finding.certainty,
        "said": finding.said,
    }
