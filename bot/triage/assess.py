"""The one decision: a case in, exactly one explained outcome out.

Pure and total: the same evidence gives the same assessment, whatever the order it came in.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.triage.clearance import clearance_row
from bot.triage.conditions import holds
from bot.triage.entries import BY_FLAG, Content, Rule
from bot.triage.evidence import Case
from bot.triage.red_flags import RaisedFlag, level_of, raised_flags
from bot.triage.routing import exclusions, route

# The row for a child under 13 who answers without a parent or guardian (I10).
MINOR_ALONE = "P01.guardian"
TIER_OF_OUTCOME = {"emergency": "T0", "same_day": "T1", "physician_first": "T2"}


@dataclass(frozen=True)
class Reason:
    """A rule that shaped the result, with its source."""

    rule: str
    source: str


@dataclass(frozen=True)
class Excluded:
    """A professional who was ruled out, and the code of the reason."""

    professional: str
    reason: str


@dataclass(frozen=True)
class Assessment:
    """What to do first. At most one professional, never on an emergency or same-day outcome.

    `destination` says where to go when it is not one of the six; `after` who may follow a doctor's
    visit; `also` other places worth naming; `urgent_signs` which signs to watch for, the closest
    first. Codes throughout: the words are in the responses.
    """

    outcome: str
    tier: str
    rule: str
    professional: str | None
    destination: str | None
    alternates: tuple[str, ...]
    also: tuple[str, ...]
    after: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    clearance_needed: bool
    flags: tuple[RaisedFlag, ...]
    reasons: tuple[Reason, ...]
    urgent_signs: tuple[str, ...]
    content_version: str

    @property
    def urgent(self) -> bool:
        """Whether the interview must stop: an emergency or a same-day outcome."""
        return self.tier in ("T0", "T1")


def assess(case: Case, content: Content) -> Assessment:
    """Decide the case. Unasked facts read as unknown, unasked red flags as not raised."""
    rule = route(case, content)
    flags = raised_flags(case, content)
    ruled_out = exclusions(case, content)
    clearance = clearance_row(case, rule.professional, content)
    leading = _leading_flag(rule, flags)
    sources = [Reason(rule.id, rule.source)]
    sources += [Reason(flag.id, content.flags[flag.id].source) for flag in flags]
    if clearance is not None and clearance.needed:
        sources.append(Reason(clearance.id, clearance.source))
    return Assessment(
        outcome=rule.outcome,
        tier=_tier(rule, flags),
        rule=rule.id,
        professional=rule.professional,
        destination=(content.flags[leading.id].destination if leading is not None else rule.destination),
        alternates=tuple(name for name in rule.alternates if name not in ruled_out),
        also=rule.also,
        after=rule.after,
        excluded=tuple(
            Excluded(name, ruled_out[name].reason) for name in content.professionals if name in ruled_out
        ),
        clearance_needed=clearance is not None and clearance.needed,
        flags=flags,
        reasons=tuple(sources),
        urgent_signs=_urgent_signs(case, content),
        content_version=content.version,
    )


def _urgent_signs(case: Case, content: Content) -> tuple[str, ...]:
    """The first row of the safety net that holds, and the last, which is for everyone."""
    level = level_of(case, content)
    first = next(net.id for net in content.safety_net if holds(net.when, level))
    return tuple(dict.fromkeys((first, content.safety_net[-1].id)))


def _leading_flag(rule: Rule, flags: tuple[RaisedFlag, ...]) -> RaisedFlag | None:
    """The most urgent flag, when it is the flag that says where to go."""
    return flags[0] if rule.destination == BY_FLAG else None


def _tier(rule: Rule, flags: tuple[RaisedFlag, ...]) -> str:
    """The outcome's own tier; otherwise that of the most urgent flag."""
    return TIER_OF_OUTCOME.get(rule.outcome, flags[0].tier if flags else "T4")
