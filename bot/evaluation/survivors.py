"""Why a mutant that nothing noticed survives: it changes nothing, or the tests have a hole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.equivalence import difference
from bot.evaluation.mutants import Mutant
from bot.evaluation.rehearsal import Moment
from bot.triage.conditions import holds
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN
from bot.triage.interview import next_question
from bot.triage.red_flags import level_of


@dataclass(frozen=True)
class Verdict:
    """Whether a survivor is a hole, and the reason in a sentence."""

    hole: bool
    reason: str

    def __str__(self) -> str:
        return f"{'HOLE' if self.hole else 'equivalent'}: {self.reason}"


def judge(mutant: Mutant, content: Content, moments: Callable[[], Sequence[Moment]]) -> Verdict:
    """On the decision diagram where that decides it; for a question, on made-up interviews."""
    if mutant.section == "questions":
        return _judge_question(mutant, content, moments())
    found = difference(mutant, content)
    if found is None:
        return Verdict(False, "proved on the diagram, no evidence is answered otherwise")
    shown = [f"{fact} is {level}" for fact, level in found.items() if level not in (NO, UNKNOWN)]
    return Verdict(
        True, f"nothing notices that the answer changes when {', '.join(shown) or 'nothing is known'}"
    )


def _judge_question(mutant: Mutant, content: Content, moments: Sequence[Moment]) -> Verdict:
    for moment in moments:
        if not _may_matter(mutant, moment, content):
            continue
        got = next_question(moment.case, mutant.content)
        if got != moment.asking:
            told = ", ".join(f"{fact} {answer.value}" for fact, answer in moment.case.answers.items())
            was, now = (asking.id if asking else "nothing" for asking in (moment.asking, got))
            return Verdict(True, f"nothing notices that {now} is asked instead of {was} after: {told}")
    return Verdict(
        False, f"not proved, but the same is asked in all {len(moments)} moments of made-up interviews"
    )


def _may_matter(mutant: Mutant, moment: Moment, content: Content) -> bool:
    """False when the question is idle at this moment, or its condition has the same answer as before."""
    real, changed = content.questions[mutant.row], mutant.content.questions.get(mutant.row)
    if not moment.open_facts & set(real.asks):
        return False
    if changed is None or changed.when == real.when:
        return True
    level = level_of(moment.case, content)
    return holds(real.when, level) != holds(changed.when, level)
