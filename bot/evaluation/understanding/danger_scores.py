"""Danger signs: found where they are said, and not raised where they only sound like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.understanding.judgement import Judgement
from bot.evaluation.understanding.labelled_texts import LookAlikeText, RedFlagText
from bot.evaluation.understanding.reading import Reading, said
from bot.triage.entries import TIERS, Content


def danger_found(
    texts: Sequence[RedFlagText], readings: Sequence[Reading], content: Content
) -> Iterator[Judgement]:
    """Right when a sign at least as urgent is raised; a confirming question counts as found."""
    for text, reading in zip(texts, readings, strict=True):
        tier = content.flags[text.flag].tier
        raised = reading.raised(content)
        urgent_enough = TIERS.index(tier)
        found = any(TIERS.index(content.flags[one.fact].tier) <= urgent_enough for one in raised)
        groups = {"tier": tier, "angle": text.angle}
        yield Judgement(text, f"{text.flag} ({tier})", said(raised), found, groups)


def same_sign(
    texts: Sequence[RedFlagText], readings: Sequence[Reading], content: Content
) -> Iterator[Judgement]:
    """Right only when the labelled sign itself is among those raised."""
    for text, reading in zip(texts, readings, strict=True):
        tier = content.flags[text.flag].tier
        raised = reading.raised(content)
        same = any(one.fact == text.flag for one in raised)
        yield Judgement(
            text, f"{text.flag} ({tier})", said(raised), same, {"tier": tier, "angle": text.angle}
        )


def no_direct_alarm(
    texts: Sequence[LookAlikeText], readings: Sequence[Reading], content: Content
) -> Iterator[Judgement]:
    """Right when nothing of T0 to T2 is raised surely, so that nobody is sent away at once."""
    for text, reading in zip(texts, readings, strict=True):
        alarms = reading.alarms(content)
        quiet = not any(one.certainty == "sure" for one in alarms)
        yield Judgement(text, "no direct alarm", said(alarms), quiet, {"kind": text.kind})


def no_confirming_question(
    texts: Sequence[LookAlikeText], readings: Sequence[Reading], content: Content
) -> Iterator[Judgement]:
    """Wrong when the worst that happens is a question whether the danger is real."""
    for text, reading in zip(texts, readings, strict=True):
        alarms = reading.alarms(content)
        asks = bool(alarms) and all(one.certainty == "doubtful" for one in alarms)
        yield Judgement(text, "no confirming question", said(alarms), not asks, {"kind": text.kind})
