"""One thing a message says: a fact, its value, and the words it came from."""

from dataclasses import dataclass
from typing import Any, Literal

Certainty = Literal["sure", "doubtful"]

SAID_CHARACTERS = 120


@dataclass(frozen=True)
class Finding:
    """A fact read in a message. `start` and `end` are character positions; `said` is the clause around them."""

    fact: str
    value: str
    start: int
    end: int
    said: str
    certainty: Certainty = "sure"
    confidence: float = 1.0

    def as_entity(self) -> dict[str, Any]:
        """The finding as a Rasa entity, without the name of the component."""
        return {
            "entity": self.fact,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "confidence_entity": self.confidence,
            "certainty": self.certainty,
            "said": self.said,
        }
