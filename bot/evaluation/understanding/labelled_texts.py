"""What a labelled text says, by kind of set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar


@dataclass(frozen=True)
class Labelled:
    """A text and where it stands: its file, and its row counted from 1."""

    file: str
    row: int
    text: str

    @property
    def where(self) -> str:
        """Where to find it, for a person."""
        return f"{self.file} row {self.row}"


@dataclass(frozen=True)
class RedFlagText(Labelled):
    """Says a danger sign. `angle` is the way it is said: a carer, slang, after the fact."""

    flag: str
    angle: str


@dataclass(frozen=True)
class LookAlikeText(Labelled):
    """Sounds like a danger sign and is none. `kind` is why: negated, historical, an idiom."""

    kind: str


@dataclass(frozen=True)
class ContextText(Labelled):
    """What must be read in it and what must not, as pairs of a fact or flag and its value."""

    present: tuple[tuple[str, str], ...]
    absent: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExtractionText(Labelled):
    """The values it tells, by fact. A fact that is not there is not told."""

    told: Mapping[str, str]


@dataclass(frozen=True)
class IntentText(Labelled):
    """What the person wants with it."""

    intent: str


@dataclass(frozen=True)
class OutOfScopeText(Labelled):
    """Nothing for this clinic, or an abuse of it. `kind` says which."""

    kind: str


@dataclass(frozen=True)
class AnswerText(Labelled):
    """A reply to a question of the interview, and the values it gives, by fact."""

    question: str
    values: Mapping[str, str]


Some = TypeVar("Some", bound=Labelled)


@dataclass(frozen=True)
class TextSets:
    """One writer's texts of every kind."""

    red_flags: tuple[RedFlagText, ...]
    look_alikes: tuple[LookAlikeText, ...]
    context: tuple[ContextText, ...]
    extraction: tuple[ExtractionText, ...]
    intents: tuple[IntentText, ...]
    out_of_scope: tuple[OutOfScopeText, ...]
    answers: tuple[AnswerText, ...]

    @property
    def all(self) -> tuple[Labelled, ...]:
        """Every text."""
        return (
            *self.red_flags,
            *self.look_alikes,
            *self.context,
            *self.extraction,
            *self.intents,
            *self.out_of_scope,
            *self.answers,
        )

    def changed(self, change: Callable[[str], str]) -> TextSets:
        """The same labels on texts that went through `change`."""

        def each(rows: tuple[Some, ...]) -> tuple[Some, ...]:
            return tuple(replace(row, text=change(row.text)) for row in rows)

        return TextSets(
            each(self.red_flags),
            each(self.look_alikes),
            each(self.context),
            each(self.extraction),
            each(self.intents),
            each(self.out_of_scope),
            each(self.answers),
        )
