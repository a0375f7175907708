"""The queue's filter as it stands in an address: codes and days only, never words about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.case_work import OPEN_STATUSES, STATUSES
from bot.store.queue_filter import QueueFilter
from bot.store.view_filter import FIELDS

PAGE_SIZE = 50
LAST_PAGE = 1000


@dataclass(frozen=True)
class Asked:
    """What somebody asked of the queue. `fields` holds what they chose, by field of the form."""

    chosen: QueueFilter
    fields: Mapping[str, str]
    page: int

    @property
    def first(self) -> int:
        """The number of the page's first line, from 0."""
        return (self.page - 1) * PAGE_SIZE


def asked_of(given: Mapping[str, str], me: str) -> Asked:
    """Read the fields; one that is empty, unknown or malformed counts as not chosen. `me` is a staff id."""
    fields = {name: str(given.get(name, "")).strip()[:120] for name in FIELDS}
    fields = {name: value for name, value in fields.items() if value}
    owner = fields.get("owner")
    chosen = QueueFilter(
        statuses=_statuses(fields.get("status", "open")),
        tier=fields.get("tier"),
        professional=fields.get("professional"),
        channel=fields.get("channel"),
        rule=fields.get("rule"),
        owner=me if owner == "me" else owner,
        day_from=day_start(fields.get("from")),
        day_until=day_after(fields.get("until")),
    )
    page = str(given.get("page", "1"))
    return Asked(chosen, fields, min(int(page), LAST_PAGE) if page.isdecimal() and int(page) else 1)


def day_start(day: str | None) -> datetime | None:
    """The moment a day such as 2026-11-21 begins where this server stands; None when it is no day."""
    try:
        return datetime.strptime(day or "", "%Y-%m-%d").astimezone()
    except ValueError:
        return None


def day_after(day: str | None) -> datetime | None:
    """The moment such a day is over; None when it is no day."""
    start = day_start(day)
    return None if start is None else days_later(start, 1)


def days_later(start: datetime, days: int) -> datetime:
    """The same time of day so many days later, or earlier, where this server stands, though clocks change between."""
    return (start.astimezone().replace(tzinfo=None) + timedelta(days=days)).astimezone()


def _statuses(status: str) -> tuple[str, ...]:
    if status == "all":
        return ()
    return (status,) if status in STATUSES else OPEN_STATUSES
