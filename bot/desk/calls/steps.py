"""Where a call stands: danger first, then consent, then the rest, then one result. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.danger_path import next_danger_question
from bot.triage.entries import Content
from bot.triage.evidence import YES, Case
from bot.triage.interview import Asking, next_question, to_confirm

StepKind = Literal["danger", "consent", "question", "result", "alone"]


@dataclass(frozen=True)
class Step:
    """What comes now. `asking` is the question of a `danger` or `question` step.

    `alone` is a child under 13 without a parent or guardian: nothing may be kept (reference 4.3 I10).
    """

    kind: StepKind
    asking: Asking | None = None

    @property
    def question(self) -> str:
        """The id of what is asked, for the form that answers it; the kind where no question of the content is."""
        return self.kind if self.asking is None else self.asking.id


def step_of(case: Case, consent: str | None, content: Content) -> Step:
    """The step of a call with this evidence. It depends on nothing else, so a page can always be loaded again.

    The questions about danger come before consent is asked: for them nobody should wait for a notice. An
    urgent case is a result at once, whatever was still to be asked.
    """
    if is_urgent(case, content):
        return Step("result")
    if consent != YES:
        asking = next_danger_question(case, content)
        return Step("consent") if asking is None else Step("danger", asking)
    asking = next_question(case, content)
    if asking is not None:
        return Step("question", asking)
    return Step("alone" if assess(case, content).rule == MINOR_ALONE else "result")


def is_urgent(case: Case, content: Content) -> bool:
    """Whether what was told for sure is an emergency or for today; what is unsure is asked about first."""
    return assess(case.without(to_confirm(case, content)), content).urgent


def left_unsure(case: Case, content: Content) -> Case:
    """The case of somebody who is gone: what they were not sure of counts as present (reference 2.1)."""
    return case.confirmed(to_confirm(case, content))
