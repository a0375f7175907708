"""What a proof shows when a promise does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from bot.triage.evidence import NO, UNKNOWN


@dataclass(frozen=True)
class Violation:
    """A promise that does not hold: which, what is wrong, and evidence that shows it."""

    check: str
    problem: str
    evidence: dict[str, str]

    def __str__(self) -> str:
        shown = [f"{fact} is {level}" for fact, level in self.evidence.items() if level not in (NO, UNKNOWN)]
        return f"{self.check}: {self.problem}. For example when {', '.join(shown) or 'nothing is known'}."
