"""One answer of the core beside the label it should have had."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evaluation.interview_run import play
from bot.evaluation.scope import scope_violations
from bot.evaluation.vignettes import Label, Vignette
from bot.triage.assess import Assessment, assess
from bot.triage.entries import TIERS, Content


@dataclass(frozen=True)
class Judged:
    """A case, its label, and what the core said. `violations` are breaches of scope."""

    id: str
    label: Label
    source: str
    assessment: Assessment
    violations: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unanswerable: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Outcome and professional are both as labelled."""
        got = self.assessment
        return (got.outcome, got.professional) == (self.label.outcome, self.label.professional)

    @property
    def in_top_two(self) -> bool:
        """Exact, or the label accepts the professional named, or the result lists the one labelled."""
        got, label = self.assessment, self.label
        listed = got.outcome == label.outcome and label.professional in got.alternates
        return self.exact or got.professional in label.acceptable or listed

    @property
    def steps_too_urgent(self) -> int:
        """How many tiers the answer is above the true one; below zero is not urgent enough."""
        return TIERS.index(self.label.tier) - TIERS.index(self.assessment.tier)


def judge_on_facts(vignette: Vignette, content: Content) -> Judged:
    """The core alone, with all the evidence."""
    truth = vignette.complete(content)
    got = assess(truth, content)
    return Judged(vignette.id, vignette.label, vignette.source, got, scope_violations(got, truth, content))


def judge_interview(vignette: Vignette, content: Content) -> Judged:
    """The interview, started from what the text tells."""
    run = play(vignette, content)
    broken = scope_violations(run.assessment, vignette.complete(content), content)
    return Judged(
        vignette.id, vignette.label, vignette.source, run.assessment, broken, run.asked, run.unanswerable
    )
