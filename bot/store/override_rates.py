"""How often staff think otherwise than a rule: cases it decided, and cases of those that were overridden."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.analytics import Period, told
from bot.store.conversations import conversations
from bot.store.overrides import overrides


@dataclass(frozen=True)
class RuleOverrides:
    """One rule: how many cases it decided in the period, and in how many staff moved something, by kind."""

    rule: str
    decided: int
    raised: int
    lowered: int
    professional: int
    overridden: int

    @property
    def rate(self) -> float:
        """The share of its cases that were overridden, 0 to 1; 0 when none is kept."""
        return min(1.0, self.overridden / self.decided) if self.decided else 0.0


def override_rates(session: Session, period: Period) -> list[RuleOverrides]:
    """Every rule that decided a case or was overridden, the most overridden first."""
    decided = told(session, period)["rule"]
    query = (
        select(
            overrides.c.rule,
            _cases("raise_urgency").label("raised"),
            _cases("lower_urgency").label("lowered"),
            _cases("professional").label("professional"),
            func.count(overrides.c.conversation_id.distinct()).label("overridden"),
        )
        .join(conversations, conversations.c.id == overrides.c.conversation_id)
        .where(*period.holds(), overrides.c.rule.is_not(None))
        .group_by(overrides.c.rule)
    )
    moved = {row.rule: row for row in session.execute(query)}
    rates = [
        RuleOverrides(
            rule,
            decided.get(rule, 0),
            *((row.raised, row.lowered, row.professional, row.overridden) if row else (0, 0, 0, 0)),
        )
        for rule in sorted({*decided, *moved})
        for row in (moved.get(rule),)
    ]
    return sorted(rates, key=lambda each: (-each.overridden, -each.decided, each.rule))


def _cases(kind: str) -> ColumnElement[int]:
    """The number of conversations with an override of a kind."""
    return func.count(case((overrides.c.kind == kind, overrides.c.conversation_id)).distinct())
