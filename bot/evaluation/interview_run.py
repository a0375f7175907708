"""Plays the interview for a vignette: the text opens it, and each question gets an honest answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evaluation.vignettes import Vignette
from bot.triage.assess import Assessment, assess
from bot.triage.entries import Content
from bot.triage.evidence import UNKNOWN
from bot.triage.interview import CONFIRM_DANGER, next_question


class InterviewDoesNotEnd(RuntimeError):
    """More questions came than the content has. Look for one that its own answer does not settle."""


@dataclass(frozen=True)
class InterviewRun:
    """A finished interview.

    `asked` are the questions after the opening text, in order, the second tries about danger among
    them. `unanswerable` are facts asked about that neither the vignette nor the convention states.
    """

    assessment: Assessment
    asked: tuple[str, ...]
    unanswerable: tuple[str, ...]


def play(vignette: Vignette, content: Content) -> InterviewRun:
    """Ask until nothing can change the result, then decide.

    Raises:
        InterviewDoesNotEnd: the interview goes on for longer than its questions last.
    """
    case = vignette.opening(content)
    asked: list[str] = []
    unanswerable: list[str] = []
    while (asking := next_question(case, content)) is not None:
        # A tick list may come back once for facts that only a later answer makes matter.
        if len(asked) > 2 * len(content.questions):
            raise InterviewDoesNotEnd(f"{vignette.id}: still asking {asking.id} after {len(asked)} questions")
        asked.append(asking.id)
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
            continue
        answers = {fact: vignette.answer(fact, content) for fact in asking.facts}
        unanswerable += [
            fact for fact, a in answers.items() if a.value == UNKNOWN and fact not in vignette.facts
        ]
        case = case.told(answers, asking.id)
    return InterviewRun(assess(case, content), tuple(asked), tuple(unanswerable))
