"""Precision, recall and F1 of the entities, by class, where a label says what should have been read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.evaluation.understanding.intent_scores import ClassScore
from bot.evaluation.understanding.labelled_texts import (
    ContextText,
    ExtractionText,
    LookAlikeText,
    RedFlagText,
    TextSets,
)
from bot.evaluation.understanding.load_sets import EXTRACTED
from bot.evaluation.understanding.reading import Reading
from bot.triage.entries import Content

EntityLabels = Mapping[str, ClassScore]
RIGHT, TOO_MANY, MISSED = "right", "too many", "missed"


def entity_labels(
    sets: TextSets,
    danger: Sequence[Reading],
    alike: Sequence[Reading],
    context: Sequence[Reading],
    told: Sequence[Reading],
    content: Content,
) -> EntityLabels:
    """Scores by fact or flag. What no label speaks about counts neither way."""
    counts: Counter[tuple[str, str]] = Counter()
    counts.update(_of_red_flags(sets.red_flags, danger))
    counts.update(_of_look_alikes(sets.look_alikes, alike, content))
    counts.update(_of_context(sets.context, context))
    counts.update(_of_values(sets.extraction, told))
    return {
        name: ClassScore(counts[name, RIGHT], counts[name, TOO_MANY], counts[name, MISSED])
        for name in sorted({name for name, _ in counts})
    }


def _of_red_flags(texts: Sequence[RedFlagText], readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for text, reading in zip(texts, readings, strict=True):
        yield text.flag, RIGHT if reading.says(text.flag, "yes") else MISSED


def _of_look_alikes(
    texts: Sequence[LookAlikeText], readings: Sequence[Reading], content: Content
) -> Iterator[tuple[str, str]]:
    for _, reading in zip(texts, readings, strict=True):
        yield from ((flag, TOO_MANY) for flag in {one.fact for one in reading.alarms(content)})


def _of_context(texts: Sequence[ContextText], readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for text, reading in zip(texts, readings, strict=True):
        for fact, value in text.present:
            yield fact, RIGHT if reading.says(fact, value) else MISSED
        for fact, value in text.absent:
            if reading.says(fact, value):
                yield fact, TOO_MANY


def _of_values(texts: Sequence[ExtractionText], readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for text, reading in zip(texts, readings, strict=True):
        for fact in EXTRACTED:
            told, read = text.told.get(fact), reading.value(fact)
            if told is not None:
                yield fact, RIGHT if read == told else MISSED
            if read is not None and read != told:
                yield fact, TOO_MANY
