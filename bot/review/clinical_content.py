"""The content as a clinician reads it: `python -m bot.review.clinical_content` writes the page.

tests/review/test_clinical_content.py keeps docs/clinical-content.md in step with the content.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.review.danger_signs import danger_section
from bot.review.guards import (
    clearance_section,
    exclusions_section,
    invariants_section,
    safety_net_section,
)
from bot.review.markdown import blocks
from bot.review.places import locales_section
from bot.review.professionals import direct_access_section, professionals_section, scope_section
from bot.review.proof import proof_section
from bot.review.questions import facts_section, questions_section
from bot.review.routing import routing_section
from bot.review.texts import texts_section
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.wording import Wording, wording

PAGE = Path(__file__).parents[2] / "docs" / "clinical-content.md"


def render(content: Content, words: Wording) -> str:
    """The page. The same content and words always give the same page."""
    sections = (
        proof_section(content),
        professionals_section(),
        danger_section(content, words),
        routing_section(content, words),
        exclusions_section(content, words),
        invariants_section(content),
        clearance_section(content, words),
        safety_net_section(content, words),
        questions_section(content, words),
        facts_section(content, words),
        locales_section(),
        scope_section(words),
        direct_access_section(words),
        texts_section(content, words),
    )
    page = blocks(
        "# Clinical content",
        "Everything Signpost decides and says, for review by a clinician. Written by `make content`: to change it, "
        "change the rows in `bot/triage/content` or the words in `bot/data/responses`. What a reviewer is asked is in "
        "[safety.md](safety.md).",
        f"Content version: `{content.version}`",
        *sections,
    )
    return page + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(render(load_content(), wording()), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.relative_to(PAGE.parents[1])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
