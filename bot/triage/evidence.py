"""What a person told us: one answer a fact, and a case that holds them.

Evidence has four states. A fact with no answer is *unasked*; an answer is a value the content lists
(`yes` and `no` for most) or `unknown`, which means asked and not sure. Unknown is never read as no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

YES = "yes"
NO = "no"
UNKNOWN = "unknown"


class MalformedCase(ValueError):
    """A stored case that this version cannot read. Load it with the version that wrote it."""


@dataclass(frozen=True)
class Answer:
    """One fact as the person gave it.

    `said` holds their own words, when the value came from words rather than from a tapped option.
    `confirmed` turns true once an unsure answer about danger has been asked about a second time.
    """

    value: str
    said: str | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Step:
    """One answered question and the facts it settled, so that "go back" can undo exactly that."""

    question: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """Everything one person told us. Immutable: each change returns a new case."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def value(self, fact: str) -> str | None:
        """The value of a fact, or None when it was never asked nor told."""
        answer = self.answers.get(fact)
        return answer.value if answer else None

    def told(self, facts: Mapping[str, Answer], question: str | None = None) -> Case:
        """The case after new answers. A later answer replaces an earlier one (a correction).

        With `question`, the answers settle that question and "go back" will undo them together.
        """
        answers = {**self.answers, **facts}
        steps = self.steps
        if question is not None:
            steps = tuple(step for step in steps if step.question != question)
            steps += (Step(question, tuple(sorted(facts))),)
        return replace(self, answers=answers, steps=steps)

    def confirmed(self, facts: Iterable[str]) -> Case:
        """The case once these unsure answers have been asked about a second time."""
        answers = dict(self.answers)
        for fact in facts:
            answers[fact] = replace(answers[fact], confirmed=True)
        return replace(self, answers=answers)

    def without(self, facts: Iterable[str]) -> Case:
        """The case with these facts unasked again."""
        dropped = set(facts)
        return replace(self, answers={fact: a for fact, a in self.answers.items() if fact not in dropped})

    def went_back(self) -> tuple[Case, str] | None:
        """The case before the last answered question, and that question; None at the start."""
        if not self.steps:
            return None
        last = self.steps[-1]
        return replace(self.without(last.facts), steps=self.steps[:-1]), last.question

    def to_json(self) -> dict[str, Any]:
        """The case as plain JSON data, for the store and the conversation's one case slot."""
        return {
            "answers": {
                fact: {"value": a.value, "said": a.said, "confirmed": a.confirmed}
                for fact, a in self.answers.items()
            },
            "steps": [[step.question, list(step.facts)] for step in self.steps],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Case:
        """Read what `to_json` wrote; None is the empty case.

        Raises:
            MalformedCase: the data has another shape.
        """
        if data is None:
            return cls()
        try:
            answers = {
                str(fact): Answer(str(a["value"]), a["said"], bool(a["confirmed"]))
                for fact, a in data["answers"].items()
            }
            steps = tuple(Step(str(q), tuple(map(str, facts))) for q, facts in data["steps"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise MalformedCase(f"a stored case lacks {error}") from error
        return cls(answers, steps)
