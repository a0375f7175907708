"""Whether a doctor's OK should come before exercise (reference section 3).

A flag beside the recommendation: most adults would be stopped if it were a gate (reference 3, S22).
"""

from __future__ import annotations

from bot.triage.conditions import holds
from bot.triage.entries import ClearanceRow, Content
from bot.triage.evidence import Case
from bot.triage.red_flags import level_of


def clearance_row(case: Case, professional: str | None, content: Content) -> ClearanceRow | None:
    """The row that decides, or None when this professional screens people without it."""
    if professional not in content.clearance_applies_to:
        return None
    level = level_of(case, content)
    return next(row for row in content.clearance if holds(row.when, level))
