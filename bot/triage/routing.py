"""The routing table: the first row that holds decides, and exclusions say who it may never be."""

from __future__ import annotations

from bot.triage.conditions import holds
from bot.triage.entries import Content, Exclusion, Rule
from bot.triage.evidence import Case
from bot.triage.red_flags import level_of


def route(case: Case, content: Content) -> Rule:
    """The row that decides this case. Total: the last row always holds."""
    level = level_of(case, content)
    return next(rule for rule in content.rules if holds(rule.when, level))


def exclusions(case: Case, content: Content) -> dict[str, Exclusion]:
    """For each professional ruled out, the first exclusion that does so."""
    level = level_of(case, content)
    found: dict[str, Exclusion] = {}
    for exclusion in content.exclusions:
        if holds(exclusion.when, level):
            for professional in exclusion.professionals:
                found.setdefault(professional, exclusion)
    return found
