"""What somebody wants to see of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.case_work import OPEN_STATUSES

DEMO = "demo_"
"""The channel of an invented case is this and the channel it imitates, so that nobody takes it for a person."""


@dataclass(frozen=True)
class QueueFilter:
    """What to show; None and empty leave all. `day_from` and `day_until` are moments, the latter excluded."""

    statuses: tuple[str, ...] = OPEN_STATUSES
    tier: str | None = None
    professional: str | None = None
    channel: str | None = None
    rule: str | None = None
    owner: str | None = None
    day_from: datetime | None = None
    day_until: datetime | None = None
