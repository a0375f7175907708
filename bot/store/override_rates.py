"""How often staff think otherwise than a rule: cases it decided, and cases of those that were overridden."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.analytics import Period, newest_results, told
from bot.store.conversations import conversations
from bot.store.overrides import overrides
from bot.store.results import results


@dataclass(frozen=True)
class RuleOverrides:
    """One rule: how many cases it decided in the period, and in how many of these staff moved something, by kind.

    The latest result of a case is what decided it; what staff moved on an earlier one is not counted.
    """

    rule: str
    decided: int
    raised: int
    lowered: int
    professional: int
    overridden: int

    @property
    def rate(self) -> float:
        """The share of its cases that were overridden, 0 to 1."""
        return self.overridden / self.decided


def override_rates(session: Session, period: Period) -> list[RuleOverrides]:
    """Every rule that decided a case, the most overridden first."""
    decided = told(session, period)["rule"]
    query = (
        select(
            results.c.rule,
            _cases("raise_urgency").label("raised"),
            _cases("lower_urgency").label("lowered"),
            _cases("professional").label("professional"),
            func.count(overrides.c.conversation_id.distinct()).label("overridden"),
        )
        .join(results, results.c.id == overrides.c.result_id)
        .join(conversations, conversations.c.id == results.c.conversation_id)
        .where(*period.holds(), results.c.number.in_(newest_results()), results.c.rule.is_not(None))
        .group_by(results.c.rule)
    )
    moved = {row.rule: row for row in session.execute(query)}
    rates = [
        RuleOverrides(
            rule,
            times,
            *((row.raised, row.lowered, row.professional, row.overridden) if row else (0, 0, 0, 0)),
        )
        for rule, times in decided.items()
        for row in (moved.get(rule),)
    ]
    return sorted(rates, key=lambda each: (-each.overridden, -each.decided, each.rule))


def _cases(kind: str) -> ColumnElement[int]:
    """The number of conversations with an override of a kind."""
    return func.count(case((overrides.c.kind == kind, overrides.c.conversation_id)).distinct())
