"""What typos cost: the same texts judged twice, as written and with slips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import paired_loss
from bot.evaluation.metrics import Share
from bot.evaluation.understanding.judgement import Judgement, share_right, within
from bot.evaluation.understanding.scores import Scores

MEASURED = ("danger signs found, T0 to T2", "region", "intents")
"""The losses that have a bar."""


@dataclass(frozen=True)
class TypoLoss:
    """A share before and after, and the loss between them as a share, with its 95 % interval."""

    name: str
    before: Share
    after: Share
    interval: tuple[float, float]
    newly_wrong: Sequence[Judgement]

    @property
    def value(self) -> float:
        """How much was lost, from -1 to 1."""
        return self.before.value - self.after.value


def typo_losses(plain: Scores, typed: Scores) -> Iterator[TypoLoss]:
    """The three with a bar first, then what else can be lost."""
    pairs = (
        (
            MEASURED[0],
            within(plain.danger, "tier", "T0", "T1", "T2"),
            within(typed.danger, "tier", "T0", "T1", "T2"),
        ),
        (MEASURED[1], _told(plain, "region"), _told(typed, "region")),
        (MEASURED[2], plain.final_intents, typed.final_intents),
        ("no direct alarm", plain.direct_alarms, typed.direct_alarms),
        ("context", plain.context, typed.context),
        *((fact, _told(plain, fact), _told(typed, fact)) for fact in ("side", "onset", "pain", "age")),
        ("never a wrong route", plain.never_wrong, typed.never_wrong),
        ("replies", plain.replies, typed.replies),
    )
    for name, before, after in pairs:
        yield typo_loss(name, before, after)


def typo_loss(name: str, before: Sequence[Judgement], after: Sequence[Judgement]) -> TypoLoss:
    """The loss on one measure. The two sequences judge the same labels in the same order."""
    both = list(zip(before, after, strict=True))
    lost = [typed for plain, typed in both if plain.right and not typed.right]
    gained = sum(typed.right and not plain.right for plain, typed in both)
    interval = paired_loss(len(lost), gained, len(both)) if both else (-1.0, 1.0)
    return TypoLoss(name, share_right(before), share_right(after), interval, lost)


def _told(scores: Scores, fact: str) -> list[Judgement]:
    """The judgements of a fact where it is told; the labels decide, so both passes give the same ones."""
    return [one for one in within(scores.values, "fact", fact) if one.wanted != f"{fact} not told"]
