"""The note about a case, in the order of SBAR: what they said, what is behind it, what the screen found, what next.

Pure: the same stored result, case and messages give the same note. It says what was told, what was denied,
what they were unsure of and what nobody asked; a missing answer is never read as a no. It holds no name and
no number: those stand beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.desk.note_sections import note_sections
from bot.desk.own_words import OwnWords, own_words
from bot.labels import heading, statement
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Case


@dataclass(frozen=True)
class Told:
    """An answer as one line, in the chat's words; `said` is the person's own, where we have it."""

    fact: str
    words: str
    said: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Fired:
    """A rule that shaped the result, with its reason and its source."""

    rule: str
    text: str
    source: str


@dataclass(frozen=True)
class Screen:
    """What the screen decided and what the person was told. Codes, and words as they were shown."""

    outcome: str
    tier: str
    professional: str | None
    destination: str | None
    alternates: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]
    clearance_needed: bool
    rules: tuple[Fired, ...]
    would_change: tuple[str, ...]
    urgent_signs: tuple[str, ...]
    next_steps: tuple[str, ...]
    content_version: str


@dataclass(frozen=True)
class Note:
    """The note. `screen` is None when nothing was assessed; then `background` is what was told until then.

    `raised`, `denied` and `unsure` are the danger signs and the conditions they answered about; `not_asked`
    counts the danger signs that nobody asked about and they did not mention.
    """

    words: OwnWords
    goal: Told | None
    about: tuple[Told, ...]
    background: Mapping[str, tuple[Told, ...]]
    raised: tuple[Told, ...]
    denied: tuple[Told, ...]
    unsure: tuple[Told, ...]
    not_asked: int
    screen: Screen | None


def note_of(
    result: Mapping[str, Any] | None,
    case: Case,
    messages: Sequence[Mapping[str, Any]],
    content: Content,
    beside: Collection[str] = (),
) -> Note:
    """The note from a stored result (None when there is none), the case as it stands, and the transcript.

    With a result, the note shows the evidence that result was made from, not what was answered since. `beside` are
    the name and the number, which are not words about the case.
    """
    if result is not None and "record" in result:
        case = Case.from_json(result["record"]["evidence"])
    # A fact of an older content has no words any more; the transcript still has it.
    case = case.without(fact for fact in case.answers if fact not in content.facts)
    sections = note_sections()
    return Note(
        words=own_words(messages, beside),
        goal=next(_told(case, ("goal",)), None),
        about=tuple(_told(case, sections.about)),
        background={name: tuple(_told(case, facts)) for name, facts in sections.background.items()},
        raised=tuple(each for each in _answered(case, YES, content) if each.fact in content.flags),
        denied=tuple(_answered(case, NO, content)),
        unsure=tuple(_answered(case, UNKNOWN, content)),
        not_asked=sum(flag not in case.answers for flag in content.flags),
        screen=None if result is None else _screen(result),
    )


def _told(case: Case, facts: Sequence[str]) -> Iterator[Told]:
    """What they said there is; what they denied or were not sure of stands in lists of its own."""
    for fact in facts:
        answer = case.answers.get(fact)
        if answer is not None and answer.value not in (NO, UNKNOWN):
            yield Told(fact, statement(fact, answer.value), answer.said)


def _answered(case: Case, value: str, content: Content) -> Iterator[Told]:
    """Danger signs first, then the other facts with this value, in the order of the content."""
    for fact in (*content.flags, *(fact for fact in content.facts if fact not in content.flags)):
        answer = case.answers.get(fact)
        if answer is not None and answer.value == value:
            # The value is said by the list it stands in.
            words = statement(fact, YES) if content.facts[fact].is_yes_no else heading(fact)
            yield Told(fact, words, answer.said)


def _screen(result: Mapping[str, Any]) -> Screen:
    return Screen(
        outcome=result["outcome"],
        tier=result["tier"],
        professional=result.get("professional"),
        destination=result.get("destination"),
        alternates=tuple(result.get("alternates", ())),
        excluded=tuple((each["professional"], each["reason"]) for each in result.get("excluded", ())),
        clearance_needed=bool(result.get("clearance_needed")),
        rules=tuple(Fired(each["rule"], each["text"], each["source"]) for each in result.get("reasons", ())),
        would_change=tuple(each["text"] for each in result.get("would_change", ())),
        urgent_signs=tuple(result.get("urgent_signs", ())),
        next_steps=tuple(result.get("next_steps", ())),
        content_version=str(result.get("content_version", "")),
    )
