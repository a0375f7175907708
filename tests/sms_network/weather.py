"""How bad the network is, drawn from one seed, and what it did."""

import random
from collections import Counter
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Shares:
    """Shares of all events, from 0 to 1, and delays in seconds."""

    duplicated: float = 0.10
    reordered: float = 0.10
    dropped: float = 0.05
    throttled: float = 0.05
    failed_after_taking: float = 0.03
    failed_before_taking: float = 0.03
    undelivered: float = 0.0
    quick: float = 0.02
    slow: float = 1.5


CALM = Shares(
    duplicated=0, reordered=0, dropped=0, throttled=0, failed_after_taking=0, failed_before_taking=0, quick=0
)


class Weather:
    """Draws what happens to each event. The same seed draws the same."""

    def __init__(self, shares, seed):
        self.shares, self._random, self.happened = shares, random.Random(seed), Counter()

    def draws(self, what):
        """Whether this event is one of that share; counted when it is."""
        drawn = self._random.random() < getattr(self.shares, what)
        self.happened[what] += drawn
        return drawn

    def delay(self):
        """Seconds on the way: now and then long enough to be overtaken."""
        longest = self.shares.slow if self.draws("reordered") else self.shares.quick
        return self._random.random() * longest


def but(shares, **changed):
    """The same shares but for these."""
    return replace(shares, **changed)
