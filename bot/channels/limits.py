"""How often one address, or one conversation, may ask."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_KEYS = 20_000


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: int
    per_second: float


class TokenBuckets:
    """One bucket a key, in memory. The key seen longest ago makes room when there are too many."""

    def __init__(
        self, rate: Rate, clock: Callable[[], float] = time.monotonic, most_keys: int = MOST_KEYS
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._most_keys = most_keys
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one. 0.0 when that was allowed, else the seconds until it would be."""
        now = self._clock()
        left, since = self._buckets.pop(key, (float(self._rate.burst), now))
        left = min(float(self._rate.burst), left + (now - since) * self._rate.per_second)
        allowed = left >= 1.0
        self._buckets[key] = (left - 1.0 if allowed else left, now)
        while len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._rate.per_second


@dataclass(frozen=True)
class Limits:
    """The rates of the chat API. Generous for a clinic's shared address, tight for a flood."""

    sessions_by_address: Rate = field(default_factory=lambda: Rate(burst=30, per_second=0.5))
    calls_by_address: Rate = field(default_factory=lambda: Rate(burst=200, per_second=10.0))
    turns_by_conversation: Rate = field(default_factory=lambda: Rate(burst=30, per_second=1.0))
    live_turns: int = 64
    streams_by_conversation: int = 3
    streams: int = 500
