"""What must hold before anyone may rely on the understanding: `make eval` fails while one is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.metrics import Share
from bot.evaluation.understanding.fact_scores import TOLD_OUTCOMES
from bot.evaluation.understanding.intent_scores import macro_f1, pairs_of
from bot.evaluation.understanding.judgement import Judgement, share_right, share_wrong, within
from bot.evaluation.understanding.scores import Scores
from bot.evaluation.understanding.typo_loss import MEASURED, TypoLoss

URGENT_FOUND = 0.99
PHYSICIAN_FIRST_FOUND = 0.95
DIRECT_ALARMS = 0.03
CONFIRMING_QUESTIONS = 0.10
REGION = 0.95
CONTEXT = 0.97
INTENTS_F1 = 0.93
OUT_OF_SCOPE = 0.95
TYPO_LOSS = 0.03


@dataclass(frozen=True)
class Headline:
    """A measure with its bar. `counted` says how it came about; `texts` 0 means there was nothing to judge."""

    name: str
    value: float
    interval: tuple[float, float]
    counted: str
    texts: int
    bar: float
    at_least: bool = True

    @property
    def holds(self) -> bool:
        """Whether the bar is kept. A measure of nothing keeps no bar."""
        kept = self.value >= self.bar if self.at_least else self.value <= self.bar
        return kept and self.texts > 0


def headlines(scores: Scores, losses: Sequence[TypoLoss]) -> list[Headline]:
    """Every measure that has a bar, the dangerous ones first."""
    f1 = macro_f1(pairs_of(scores.final_intents))
    texts = len(scores.final_intents)
    return [
        _share("T0 and T1 found", share_right(within(scores.danger, "tier", "T0", "T1")), URGENT_FOUND),
        _share("T2 found", share_right(within(scores.danger, "tier", "T2")), PHYSICIAN_FIRST_FOUND),
        _share("look-alikes: direct alarm", share_wrong(scores.direct_alarms), DIRECT_ALARMS, False),
        _share("look-alikes: question", share_wrong(scores.confirming), CONFIRMING_QUESTIONS, False),
        _share("context", share_right(scores.context), CONTEXT),
        _share("region, where told", share_right(told(scores.values, "region")), REGION),
        Headline("intents, macro-F1", f1.value, f1.interval, f"{texts} texts", texts, INTENTS_F1),
        _share("out of scope", share_right(scores.never_wrong), OUT_OF_SCOPE),
        *(_loss(loss) for loss in losses if loss.name in MEASURED),
    ]


def broken_bars(found: Sequence[Headline]) -> Iterator[str]:
    """The bars that are not kept, in words."""
    for one in found:
        if not one.texts:
            yield f"{one.name}: there are no texts for it"
        elif not one.holds:
            wanted = f"at least {one.bar:.0%}" if one.at_least else f"at most {one.bar:.0%}"
            yield f"{one.name}: {one.value:.1%}; {wanted} is wanted"


def told(values: Sequence[Judgement], fact: str) -> list[Judgement]:
    """The judgements of a fact in the texts that tell it."""
    return within(within(values, "fact", fact), "outcome", *TOLD_OUTCOMES)


def _share(name: str, share: Share, bar: float, at_least: bool = True) -> Headline:
    return Headline(name, share.value, share.wilson, f"{share.hits}/{share.of}", share.of, bar, at_least)


def _loss(loss: TypoLoss) -> Headline:
    counted = f"{loss.before.hits} to {loss.after.hits} of {loss.before.of}"
    return Headline(
        f"typos: {loss.name}", loss.value, loss.interval, counted, loss.before.of, TYPO_LOSS, False
    )
