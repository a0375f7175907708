"""What has been proved about the content as it stands."""

from __future__ import annotations

import inspect

from bot.review.markdown import blocks, bullets
from bot.triage.endings import endings
from bot.triage.entries import Content
from bot.triage.verify import CHECKS, verify


def proof_section(content: Content) -> str:
    """How much evidence was covered, which checks were made, and what they found."""
    compiled = endings(content)
    violations = verify(content)
    states = compiled.diagrams.states
    counts = [
        f"States of evidence covered: {states:,} (a number of {len(str(states))} digits)",
        f"Nodes of the decision diagram that stands for all of them: {len(compiled.diagrams.reach(compiled.root)):,}",
        f"Checks: {len(CHECKS)}",
        f"Violations: {len(violations)}",
    ]
    checks = [(inspect.getdoc(check) or check.__name__).splitlines()[0] for check in CHECKS]
    return blocks(
        "## What is proved",
        "Each check holds for every state of evidence there can be, not for a sample (ADR 0004). The last steps of the "
        "proof run the interview and the core themselves, to every ending there is.",
        bullets(counts),
        "The checks:",
        bullets(checks),
        "### Violations" if violations else "",
        bullets(str(violation) for violation in violations),
    )
