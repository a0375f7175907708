"""Checks a whole result, as a person gets it, for all its parts (reference 4.3 I1, I6, I7, I10).

An emergency is held to less: its text is the advice and nothing that can wait (reference 2.2), so the
reason stands beside it in the `facts` of the result, and no guardian is waited for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.review.lint.finding import Finding, Problem
from bot.review.lint.templates import faults_of_words, professionals_in
from bot.triage.entries import OUTCOMES, Content
from bot.triage.locales import Locale
from bot.wording import Wording

URGENT = ("emergency", "same_day")


@dataclass(frozen=True)
class SpokenResult:
    """A result as it left. `name` is how findings call it; `text` and `data` are what the chat API sends.

    `answers` are the person's own words and the answers they chose, as they may be quoted; `minor` is
    whether the person who needs help is under 18.
    """

    name: str
    text: str
    data: Mapping[str, Any]
    answers: tuple[str, ...]
    minor: bool
    locale: Locale
    clinic_name: str
    clinic_phone: str

    @property
    def outcome(self) -> str:
        """What was decided."""
        return str(self.data["outcome"])

    @property
    def urgent(self) -> bool:
        """Whether it is an emergency or a same-day outcome."""
        return self.outcome in URGENT


def check_result(result: SpokenResult, words: Wording, content: Content) -> tuple[Finding, ...]:
    """Every fault of a whole result."""
    found = [
        *_recommendation(result, words),
        *_reason(result),
        *_lines(result, words),
        *_urgent_signs(result),
        *_changes(result),
        *_professionals(result, content),
    ]
    changes = [str(change["text"]) for change in result.data["would_change"]]
    for text in (_without_answers(result, but=changes), *_other_texts(result)):
        found += [Finding(result.name, problem, text, detail) for problem, detail in faults_of_words(text)]
    for text in changes:
        # These read back what a question asks, and may name what it names.
        faults = faults_of_words(text, asking=True)
        found += [Finding(result.name, problem, text, detail) for problem, detail in faults]
    return tuple(found)


def _recommendation(result: SpokenResult, words: Wording) -> Iterator[Finding]:
    """The first line of the outcome's own response, once, and the first line of no other."""
    first = words.template(f"utter_result_{result.outcome}").splitlines()[0]
    professional = result.data["professional"]
    named = words.text(f"utter_professional_{professional}") if professional else ""
    first = first.replace("{professional}", named)
    for place in ("{destination}", "{advice}"):
        first = first.replace(place, str(result.data["destination"]))
    times = result.text.count(first)
    if not times:
        yield Finding(result.name, Problem.NO_RECOMMENDATION, result.text, first)
    others = [
        words.template(f"utter_result_{name}").split("{")[0] for name in OUTCOMES if name != result.outcome
    ]
    second = [start.strip() for start in others if start.strip() and start.strip() in result.text]
    if times > 1 or second:
        yield Finding(result.name, Problem.TWO_RECOMMENDATIONS, result.text, ", ".join(second))


def _reason(result: SpokenResult) -> Iterator[Finding]:
    """What the person said that led here; and the row's reason, unless danger is reason enough."""
    if result.outcome == "emergency":
        if not result.data["facts"]:
            yield Finding(result.name, Problem.NO_REASON, result.text, "facts")
        return
    quoted = any(f'"{answer}"' in result.text for answer in result.answers)
    row = str(result.data["reasons"][0]["text"])
    if (result.answers and not quoted) or (not result.urgent and row not in result.text):
        yield Finding(result.name, Problem.NO_REASON, result.text, row)


def _lines(result: SpokenResult, words: Wording) -> Iterator[Finding]:
    """The lines that are always the same."""
    line = words.text("utter_not_a_diagnosis")
    if line not in result.text or result.data["not_a_diagnosis"] != line:
        yield Finding(result.name, Problem.NO_NOT_A_DIAGNOSIS, result.text)
    route = "utter_person_route" if result.clinic_phone else "utter_person_route_no_phone"
    person = words.text(route, clinic_name=result.clinic_name, clinic_phone=result.clinic_phone)
    if person not in result.text:
        yield Finding(result.name, Problem.NO_PERSON, result.text, person)
    guardian = words.text("utter_guardian_line")
    if result.minor and result.outcome != "emergency" and guardian not in result.text:
        yield Finding(result.name, Problem.NO_GUARDIAN, result.text, guardian)


def _urgent_signs(result: SpokenResult) -> Iterator[Finding]:
    signs = [] if result.urgent else result.data["urgent_signs"]
    if not (signs or result.urgent) or any(sign not in result.text for sign in signs):
        yield Finding(result.name, Problem.NO_URGENT_SIGNS, result.text)
    if result.locale.emergency_number not in result.text:
        yield Finding(result.name, Problem.NO_EMERGENCY_NUMBER, result.text)


def _changes(result: SpokenResult) -> Iterator[Finding]:
    """What would have led elsewhere is told with a recommendation and with a doctor first."""
    told = result.outcome in ("recommendation", "physician_first")
    lines = [str(change["text"]) for change in result.data["would_change"]]
    if told and (not lines or any(line not in result.text for line in lines)):
        yield Finding(result.name, Problem.NO_CHANGES, result.text)


def _professionals(result: SpokenResult, content: Content) -> Iterator[Finding]:
    if not result.urgent:
        return
    named = [*professionals_in(_without_answers(result), content), *result.data["alternates"]]
    if result.data["professional"]:
        named.append(result.data["professional"])
    for name in named:
        yield Finding(result.name, Problem.PROFESSIONAL_IN_DANGER, result.text, name)


def _other_texts(result: SpokenResult) -> list[str]:
    """Words of the result that a channel may show beside its text."""
    data = result.data
    reasons = [str(each[key]) for each, key in _with_words(data)]
    return [*reasons, *map(str, data["urgent_signs"]), *map(str, data["next_steps"])]


def _with_words(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    yield from ((each, "text") for each in data["reasons"])
    yield from ((each, "reason") for each in data["excluded"])


def _without_answers(result: SpokenResult, but: Iterable[str] = ()) -> str:
    """The text without the person's own words, and without the lines in `but`."""
    text = result.text
    for line in but:
        text = text.replace(line, "")
    for answer in sorted(result.answers, key=len, reverse=True):
        text = text.replace(f'"{answer}"', '""')
    return text
