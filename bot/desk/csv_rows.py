"""Cases as CSV: one row a case, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from bot.store.queue import QueuedCase
from bot.store.queue_filter import DEMO

COLUMNS = (
    "case",
    "demo",
    "channel",
    "waiting_since_utc",
    "tier",
    "screened_tier",
    "not_assessed",
    "outcome",
    "professional",
    "screened_professional",
    "rule",
    "status",
    "no_answer_count",
    "owner",
    "name",
    "reach",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(cases: Iterable[QueuedCase], names: Mapping[str, str]) -> str:
    """The cases with a line of headings, as RFC 4180 has it. `names` are those of staff, by id."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for case in cases:
        writer.writerow(safe(value) for value in _values(case, names))
    return out.getvalue()


def safe(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula: an apostrophe goes before one.

    A phone number that begins with + gets one too, which spreadsheets hide (OWASP, CSV injection).
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _values(case: QueuedCase, names: Mapping[str, str]) -> tuple[object, ...]:
    return (
        case.conversation_id,
        "yes" if case.channel.startswith(DEMO) else "no",
        case.channel.removeprefix(DEMO),
        case.waiting_since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        case.tier,
        case.screened_tier,
        "yes" if case.not_assessed or case.screened_tier is None else "no",
        case.outcome,
        case.professional,
        case.screened_professional,
        case.rule,
        case.work.status,
        case.work.no_answer_count,
        names.get(case.work.owner) if case.work.owner else None,
        case.contact.name if case.contact else None,
        case.contact.reach if case.contact else None,
    )
