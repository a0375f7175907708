"""Answering an earlier question again: what was said, what replaces it, and which answers fall with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk.events import SlotSet

from bot.hearing import settled_by
from bot.triage.answered import without_answer
from bot.triage.assess import assess
from bot.triage.conditions import holds
from bot.triage.entries import Content, Question
from bot.triage.evidence import NO, Answer, Case
from bot.triage.red_flags import level_of


@dataclass(frozen=True)
class Change:
    """One question that is answered again.

    `before` is the case with the old answer. `dropped` is None while the new answer is awaited; then it
    names the questions whose answers no longer count.
    """

    question: str
    before: Case
    dropped: tuple[str, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the new answer is still awaited."""
        return self.dropped is None

    def kept(self, now: Case) -> Case:
        """The case with the old answer after all, and with whatever was told since."""
        new_steps = tuple(step for step in now.steps if step not in self.before.steps)
        return Case({**self.before.answers, **now.answers}, self.before.steps + new_steps)

    def settled(self, now: Case, content: Content) -> tuple[Case, Change]:
        """The case with the new answer and without those it leaves no place for."""
        case, dropped = now, []
        while (question := _without_place(self.before, case, self.question, content)) is not None:
            case = without_answer(case, question, content)
            dropped.append(question.id)
        return case, replace(self, dropped=tuple(dropped))

    def to_json(self) -> str:
        """As JSON, for the conversation's `changing` slot."""
        return json.dumps({**vars(self), "before": self.before.to_json()})


def change_of(slots: Mapping[str, Any]) -> Change | None:
    """The change that is going on, if one is."""
    if slots.get("changing") is None:
        return None
    data = json.loads(slots["changing"])
    dropped = data["dropped"]
    return Change(
        str(data["question"]), Case.from_json(data["before"]), None if dropped is None else tuple(dropped)
    )


def is_answered_again(question: str, slots: Mapping[str, Any]) -> bool:
    """Whether this is the question whose new answer is awaited."""
    change = change_of(slots)
    return change is not None and change.is_open and change.question == question


def heard_while_changing(
    slots: Mapping[str, Any], told: Mapping[str, Answer], case: Case, content: Content
) -> tuple[Case, Case, list[dict[str, Any]]]:
    """What a message means to the change that is going on: the case, what of it the store keeps, and slot
    events. Danger told instead of the new answer ends the change; the old answer stays."""
    change = change_of(slots)
    if change is None or not change.is_open:
        return case, case, []
    if settled_by(change.question, told, content) is not None:
        case, change = change.settled(case, content)
        return case, case, [SlotSet("changing", change.to_json())]
    kept = change.kept(case)
    if assess(kept, content).urgent:
        return kept, kept, [SlotSet("changing", None)]
    return case, kept, []


def _without_place(before: Case, case: Case, changed: str, content: Content) -> Question | None:
    """The first answered question that had its place before and has none in this case.

    One that told of danger, or was unsure about it, counts on.
    """
    then, now = level_of(before, content), level_of(case, content)
    for step in case.steps:
        question = content.questions.get(step.question)
        if question is None or question.id == changed:
            continue
        had_place, has_place = holds(question.when, then), holds(question.when, now)
        if had_place and not has_place and not _tells_danger(question, case, content):
            return question
    return None


def _tells_danger(question: Question, case: Case, content: Content) -> bool:
    return any(fact in content.flags and case.value(fact) not in (None, NO) for fact in question.asks)
