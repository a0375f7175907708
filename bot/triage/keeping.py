"""What may be kept of a case before the person has agreed."""

from __future__ import annotations

from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.entries import Content
from bot.triage.evidence import Case


def may_be_kept(case: Case, consented: bool, content: Content) -> bool:
    """Whether the store may have the case: after consent, and for a child under 13 not before a parent
    or guardian takes part (reference 4.3 I10). Danger is kept, so that the desk can see it."""
    assessment = assess(case, content)
    if assessment.urgent:
        return True
    return consented and assessment.rule != MINOR_ALONE
