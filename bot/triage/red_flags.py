"""Which red flags a case raises, and how urgent the case is because of them.

An unsure answer about a red flag counts as yes (reference 2.1: fail safe); one never asked about
does not. A flag may also be raised by a combination of answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.triage.conditions import holds
from bot.triage.entries import DANGER, TIERS, Content
from bot.triage.evidence import NO, UNKNOWN, YES, Case


@dataclass(frozen=True)
class RaisedFlag:
    """A red flag in force: its tier for this case, and the combination that raised it, if one did."""

    id: str
    tier: str
    combination: str | None = None


def raised_flags(case: Case, content: Content) -> tuple[RaisedFlag, ...]:
    """Every red flag in force, most urgent first, in the order of the content within a tier."""
    told = _told(case, content)
    raised: dict[str, RaisedFlag] = {}
    for combination in content.combinations:
        if holds(combination.when, told):
            raised[combination.raises] = RaisedFlag(
                combination.raises, _tier(combination.raises, told, content), combination.id
            )
    for flag in content.flags:
        if told(flag) == YES:
            raised[flag] = RaisedFlag(flag, _tier(flag, told, content))
    order = {flag: place for place, flag in enumerate(content.flags)}
    return tuple(sorted(raised.values(), key=lambda flag: (flag.tier, order[flag.id])))


def danger_level(raised: tuple[RaisedFlag, ...], content: Content) -> str:
    """The most urgent tier among raised flags. `T2_msk`: all T2 signs have a movement cause."""
    if not raised:
        return "T4"
    tier = raised[0].tier
    if tier == "T2" and all(content.flags[flag.id].cause == "msk" for flag in raised if flag.tier == "T2"):
        return "T2_msk"
    return tier


def level_of(case: Case, content: Content) -> Callable[[str], str]:
    """What routing rules see for each fact: red flags as in force or not, and `danger`."""
    raised = raised_flags(case, content)
    in_force = {flag.id for flag in raised}
    danger = danger_level(raised, content)

    def level(fact: str) -> str:
        if fact == DANGER:
            return danger
        if fact in content.flags:
            return YES if fact in in_force else NO
        return content.facts[fact].level(case.value(fact))

    return level


def _told(case: Case, content: Content) -> Callable[[str], str]:
    """What the person said, with an unsure red flag read as yes and an unasked one as no."""

    def level(fact: str) -> str:
        if fact in content.flags:
            return YES if case.value(fact) in (YES, UNKNOWN) else NO
        return content.facts[fact].level(case.value(fact))

    return level


def _tier(flag_id: str, told: Callable[[str], str], content: Content) -> str:
    flag = content.flags[flag_id]
    if flag.unless is not None and holds(flag.unless, told):
        return "T3"
    if flag.lowered_if_assessed and told("assessed_this_episode") == YES:
        return TIERS[TIERS.index(flag.tier) + 1]
    return flag.tier
