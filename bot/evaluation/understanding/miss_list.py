"""Every miss, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.evaluation.understanding.judgement import Judgement, misses
from bot.evaluation.understanding.leakage import Leak
from bot.evaluation.understanding.scores import Scores
from bot.evaluation.understanding.typo_loss import MEASURED, TypoLoss


def miss_list(scores: Scores, losses: Sequence[TypoLoss]) -> Iterator[str]:
    """The misses by measure, the dangerous ones first; then what only typos hid."""
    for title, judged in (
        ("danger not found", scores.danger),
        ("look-alikes that raise an alarm", scores.direct_alarms),
        ("look-alikes that raise a question", scores.confirming),
        ("context", scores.context),
        ("values", scores.values),
        ("final intents", scores.final_intents),
        ("out of scope, on a wrong route", scores.never_wrong),
        ("replies", scores.replies),
    ):
        yield from _listed(title, misses(judged))
    for loss in losses:
        if loss.name in MEASURED:
            yield from _listed(f"lost to typos: {loss.name}", loss.newly_wrong)


def leak_list(leaks: Iterable[Leak], with_texts: bool) -> Iterator[str]:
    """The texts that were learnt from, by their place alone or with both wordings."""
    for leak in leaks:
        yield f"  {leak.text.where} is like {leak.phrasing.source} ({leak.likeness:.0f} of 100)"
        if with_texts:
            yield f"      {_one_line(leak.text.text)}"
            yield f"      {_one_line(leak.phrasing.text)}"


def _listed(title: str, wrong: Sequence[Judgement]) -> Iterator[str]:
    yield f"{title}: {len(wrong)}"
    for one in wrong:
        yield f"  {one.text.where}: wanted {one.wanted}; got {one.got}"
        yield f"      {_one_line(one.text.text)}"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "(empty)"
