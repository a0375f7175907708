"""The time, as something tests can turn."""

from collections.abc import Callable
from datetime import datetime, timezone

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, with its time zone, UTC."""
    return datetime.now(timezone.utc)
