"""Whom to call, by locale."""

from __future__ import annotations

from bot.review.markdown import blocks, code, table
from bot.triage.locales import load_locales


def locales_section() -> str:
    """The numbers of every locale, with their sources."""
    shown = [
        (
            code(locale.id),
            locale.country,
            locale.emergency_number,
            locale.crisis_line,
            locale.crisis_text,
            locale.same_day_line,
            locale.poison_line,
            locale.abuse_line,
            locale.source,
        )
        for locale in load_locales().values()
    ]
    headings = (
        "locale",
        "country",
        "emergency",
        "crisis line",
        "crisis line, as people read it",
        "same-day line",
        "poison line",
        "abuse line",
        "source",
    )
    return blocks(
        "## Whom to call, by locale",
        "Dial every number before going live. A line that is not known to serve the whole country is left empty, and "
        "the sentence that would carry it is left out.",
        table(headings, shown),
    )
