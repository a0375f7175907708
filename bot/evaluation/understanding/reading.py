"""What the pipeline read in one message, without anything of Rasa's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from bot.triage.entries import TIERS, Content
from bot.triage.evidence import YES

Certainty = Literal["sure", "doubtful"]
ALARMING = ("T0", "T1", "T2")


@dataclass(frozen=True)
class Found:
    """A fact or flag, the value read, and how sure the reader is."""

    fact: str
    value: str
    certainty: Certainty = "sure"


@dataclass(frozen=True)
class Reading:
    """One message as understood.

    `intent` is the final one. `classified` is what the classifier alone said, `nlu_fallback` when it was
    not sure enough. `milliseconds` are by component.
    """

    intent: str
    classified: str
    found: tuple[Found, ...] = ()
    milliseconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def value(self, fact: str) -> str | None:
        """The value read for a fact, the last when there are several; None when there is none."""
        return next((found.value for found in reversed(self.found) if found.fact == fact), None)

    def says(self, fact: str, value: str) -> bool:
        """Whether this value was read, surely or with a doubt."""
        return any((found.fact, found.value) == (fact, value) for found in self.found)

    def raised(self, content: Content) -> tuple[Found, ...]:
        """The danger signs said, of any tier, the most urgent first."""
        flags = [found for found in self.found if found.fact in content.flags and found.value == YES]
        return tuple(sorted(flags, key=lambda found: TIERS.index(content.flags[found.fact].tier)))

    def alarms(self, content: Content) -> tuple[Found, ...]:
        """The danger signs said that are of tier T0 to T2."""
        return tuple(found for found in self.raised(content) if content.flags[found.fact].tier in ALARMING)


def said(found: tuple[Found, ...]) -> str:
    """Findings in words for a list of misses."""
    return (
        ", ".join(
            f"{one.fact}{'' if one.value == YES else f'={one.value}'}"
            f"{'' if one.certainty == 'sure' else ' (doubtful)'}"
            for one in found
        )
        or "nothing"
    )
