"""The facts that the extractor reads in a text, on a fixed day."""

from datetime import date

from bot.nlu.extraction import extract

TODAY = date(2026, 11, 21)


def facts(text: str) -> dict[str, str]:
    return {finding.fact: finding.value for finding in extract(text, TODAY) if finding.fact != "professional"}
