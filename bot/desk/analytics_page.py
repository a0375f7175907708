"""The clinic's own numbers over any days, as pictures and as tables. Nothing goes to anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.desk.queue_filter import day_after, day_start, days_later
from bot.store.analytics import Period, funnel, minutes_to_contact, stopped_at, told
from bot.store.database import Database
from bot.store.override_rates import RuleOverrides, override_rates
from bot.wording import wording

DAYS = 30


@dataclass(frozen=True)
class Numbers:
    """What the page shows: counts by code."""

    funnel: Mapping[str, int]
    stopped_at: Mapping[str, int]
    outcomes: Mapping[str, int]
    tiers: Mapping[str, int]
    professionals: Mapping[str, int]
    rules: tuple[RuleOverrides, ...]
    tried: int
    median_minutes: float | None
    within_hour: int
    within_day: int


async def analytics(request: Request) -> Response:
    """`GET /analytics?from=2026-11-01&until=2026-11-30`: without days, the last 30."""
    state = request.app.state
    asked = request.query_params
    today = day_start(_day(state.clock()))
    assert today is not None
    start = day_start(asked.get("from")) or days_later(today, -DAYS)
    end = day_after(asked.get("until")) or days_later(today, 1)
    period = Period(start, end, with_demo=state.settings.mode == "demo")
    numbers = await in_thread(_read, state.database, period)
    await audited(request, "analytics_viewed")
    return page(
        request,
        "analytics.html",
        n=numbers,
        questions={question: _question_words(question) for question in numbers.stopped_at},
        retention=state.settings.retention_days,
        first_day=_day(start),
        last_day=_day(end - timedelta(seconds=1)),
    )


def _read(database: Database, period: Period) -> Numbers:
    with database.reading() as session:
        said, waits = told(session, period), minutes_to_contact(session, period)
        return Numbers(
            funnel=funnel(session, period),
            stopped_at=stopped_at(session, period),
            outcomes=said["outcome"],
            tiers=dict(sorted(said["tier"].items())),
            professionals=said["professional"],
            rules=tuple(override_rates(session, period)),
            tried=len(waits),
            median_minutes=median(waits) if waits else None,
            within_hour=sum(wait <= 60 for wait in waits),
            within_day=sum(wait <= 24 * 60 for wait in waits),
        )


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")


def _question_words(question: str) -> str:
    """A few words for what a question is about; its id when it has none."""
    for response in (f"utter_label_{question}", f"utter_heading_{question}"):
        if wording().has(response):
            return wording().text(response)
    return question
