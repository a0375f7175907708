"""What the lint found: which response, what is wrong with it, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Problem(Enum):
    """What can be wrong with a text (reference 4.3 I1, I6, I7, I10; 7.2)."""

    DIAGNOSIS = "says what a person has"
    PROBABILITY = "says how probable something is"
    REASSURANCE = "reassures"
    PROMISE = "promises an effect"
    TREATMENT = "tells how to treat or what to take"
    COVER = "promises that a plan pays"
    PERSONA = "speaks as a licensed person"
    ORDER = "tells a person what they need instead of where to start"
    DISEASE = "names a disease that the person did not type"
    UNASKED_DISEASE = "is a label with a disease that no question about it names"
    PROFESSIONAL_IN_DANGER = "names a professional where there is danger"
    NO_EMERGENCY_NUMBER = "lacks the emergency number"
    NO_RECOMMENDATION = "lacks its one recommendation"
    TWO_RECOMMENDATIONS = "has more than one recommendation"
    NO_REASON = "lacks the reason"
    NO_NOT_A_DIAGNOSIS = "lacks the not-a-diagnosis line"
    NO_URGENT_SIGNS = "lacks when to get urgent help"
    NO_PERSON = "lacks how to reach a person"
    NO_CHANGES = "lacks what would have led elsewhere"
    NO_GUARDIAN = "lacks the word about a parent or guardian"
    CHARACTERS = "has characters a plain text message can't carry"
    TOO_LONG = "is longer than two text messages"
    UNKNOWN_PARAMETER = "has a parameter whose values nobody knows"


@dataclass(frozen=True)
class Finding:
    """One fault. `response` is a response id, or the name of a whole result; `detail` the words at fault."""

    response: str
    problem: Problem
    text: str
    detail: str = ""

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.response} {self.problem.value}{detail}: {self.text}"
