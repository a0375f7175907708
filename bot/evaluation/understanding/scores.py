"""Every judgement of one pass over the sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.understanding.danger_scores import (
    danger_found,
    no_confirming_question,
    no_direct_alarm,
    same_sign,
)
from bot.evaluation.understanding.entity_scores import EntityLabels, entity_labels
from bot.evaluation.understanding.fact_scores import context_kept, replies_read, values_told
from bot.evaluation.understanding.intent_scores import classified_intents, final_intents
from bot.evaluation.understanding.judgement import Judgement
from bot.evaluation.understanding.labelled_texts import Labelled, TextSets
from bot.evaluation.understanding.reading import Reading
from bot.evaluation.understanding.scope_scores import never_a_wrong_route, rejected
from bot.triage.entries import Content

Read = Callable[[str, str | None], Reading]
"""Reads a text, at the question that waits for it or at none."""


@dataclass(frozen=True)
class Scores:
    """The judgements by measure, each in the order of its set, and all readings."""

    danger: Sequence[Judgement]
    same_sign: Sequence[Judgement]
    direct_alarms: Sequence[Judgement]
    confirming: Sequence[Judgement]
    context: Sequence[Judgement]
    values: Sequence[Judgement]
    final_intents: Sequence[Judgement]
    classified_intents: Sequence[Judgement]
    rejected: Sequence[Judgement]
    never_wrong: Sequence[Judgement]
    replies: Sequence[Judgement]
    entities: EntityLabels
    readings: Sequence[Reading]


def score(sets: TextSets, read: Read, content: Content) -> Scores:
    """Read every text once and judge it."""

    def each(texts: Sequence[Labelled]) -> list[Reading]:
        return [read(text.text, None) for text in texts]

    danger, alike, context = each(sets.red_flags), each(sets.look_alikes), each(sets.context)
    told, meant, outside = each(sets.extraction), each(sets.intents), each(sets.out_of_scope)
    replies = [read(text.text, text.question) for text in sets.answers]
    return Scores(
        danger=list(danger_found(sets.red_flags, danger, content)),
        same_sign=list(same_sign(sets.red_flags, danger, content)),
        direct_alarms=list(no_direct_alarm(sets.look_alikes, alike, content)),
        confirming=list(no_confirming_question(sets.look_alikes, alike, content)),
        context=list(context_kept(sets.context, context)),
        values=list(values_told(sets.extraction, told)),
        final_intents=list(final_intents(sets.intents, meant)),
        classified_intents=list(classified_intents(sets.intents, meant)),
        rejected=list(rejected(sets.out_of_scope, outside)),
        never_wrong=list(never_a_wrong_route(sets.out_of_scope, outside)),
        replies=list(replies_read(sets.answers, replies, content)),
        entities=entity_labels(sets, danger, alike, context, told, content),
        readings=[*danger, *alike, *context, *told, *meant, *outside, *replies],
    )
