"""Which way the urgency of a case may be moved: up by anybody who works on it, down by a clinician."""

from __future__ import annotations

from bot.store.queue import QueuedCase
from bot.store.told_since import URGENT
from bot.triage.entries import TIERS


def more_urgent(case: QueuedCase) -> tuple[str, ...]:
    """The tiers a case can be raised to.

    One that was not assessed stands right behind the urgent ones, so only these are above it.
    """
    return URGENT if case.tier is None else TIERS[: TIERS.index(case.tier)]


def calmer(case: QueuedCase) -> tuple[str, ...]:
    """The tiers a case can be lowered to; none when nothing was assessed."""
    return () if case.tier is None else TIERS[TIERS.index(case.tier) + 1 :]
