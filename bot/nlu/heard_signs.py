"""Puts together what the lexicons found in a message and what the danger head suspects. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.nlu.clause import clause_around
from bot.nlu.danger_head import Suspicion
from bot.nlu.screening import Finding

MOST_NAMED = 2


@dataclass(frozen=True)
class Thresholds:
    """When a suspicion becomes a question; all from 0 to 1.

    `ask` is the least likelihood of danger, whichever sign it is: it is the likeliest that is asked about. `second` is
    the part of its share that the next sign needs to be asked about as well. Where danger is less likely than
    `doubt_below`, a sure phrase is asked about too.
    """

    ask: float
    doubt_below: float
    second: float


def heard_signs(
    text: str,
    found: Sequence[Finding],
    suspicion: Suspicion | None,
    tiers: Mapping[str, str],
    thresholds: Thresholds,
) -> tuple[Finding, ...]:
    """Every danger sign to be acted on, asked about or counted as denied, one finding a flag.

    `found` is what the lexicons say. `tiers` gives the tier (T0, T1, T2) of each sign the head knows; other flags
    pass through. The head never acts alone: what it suspects is asked about, and only when the lexicons
    raised nothing as urgent. Where it sees no danger at all, a sure phrase becomes a question: words alone can
    mislead either way, and one plain question costs less than a false emergency.
    """
    if suspicion is None:
        return tuple(found)
    kept = tuple(_checked(finding, suspicion, tiers, thresholds) for finding in found)
    return (*kept, *_suspected(text, kept, suspicion, tiers, thresholds))


def _checked(
    finding: Finding, suspicion: Suspicion, tiers: Mapping[str, str], thresholds: Thresholds
) -> Finding:
    doubted = finding.flag in tiers and suspicion.likelihood < thresholds.doubt_below
    if doubted and (finding.value, finding.certainty) == ("yes", "sure"):
        return replace(finding, certainty="doubtful")
    return finding


def _suspected(
    text: str,
    found: Sequence[Finding],
    suspicion: Suspicion,
    tiers: Mapping[str, str],
    thresholds: Thresholds,
) -> Iterator[Finding]:
    settled = {finding.flag for finding in found}
    most_urgent = min(
        (tiers[flag.flag] for flag in found if flag.value == "yes" and flag.flag in tiers), default="T9"
    )
    if suspicion.likelihood < thresholds.ask:
        return
    least = suspicion.signs[0][1] * thresholds.second
    for sign, share in suspicion.signs[:MOST_NAMED]:
        if share >= least and sign not in settled and tiers[sign] < most_urgent:
            said = clause_around(text, suspicion.start, suspicion.end)
            yield Finding(sign, "doubtful", "yes", said, suspicion.start, suspicion.end)
