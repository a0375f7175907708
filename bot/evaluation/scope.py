"""Whether a result names somebody the evidence rules out, whatever the routing table said."""

from __future__ import annotations

from bot.triage.assess import Assessment
from bot.triage.conditions import holds
from bot.triage.entries import Content
from bot.triage.evidence import Case
from bot.triage.red_flags import level_of


def scope_violations(assessment: Assessment, truth: Case, content: Content) -> tuple[str, ...]:
    """The invariants and exclusions that the named professional or an alternate breaks.

    Judged on the whole truth, so that an interview that stopped too early is caught
    (reference 4.3 and 5.2).
    """
    level = level_of(truth, content)
    named = {*assessment.alternates, *([assessment.professional] if assessment.professional else [])}
    guards = [(row.id, row.never, row.when) for row in content.invariants]
    guards += [(row.id, row.professionals, row.when) for row in content.exclusions]
    return tuple(
        f"{name} names the {professional}"
        for name, ruled_out, when in guards
        if holds(when, level)
        for professional in ruled_out
        if professional in named
    )
