"""Facts in free text: the context of a finding, the values told, and the reply to a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from bot.evaluation.understanding.judgement import Judgement
from bot.evaluation.understanding.labelled_texts import AnswerText, ContextText, ExtractionText
from bot.evaluation.understanding.load_sets import CONVERSATION, EXTRACTED
from bot.evaluation.understanding.reading import Reading, said
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES

TOLD_OUTCOMES = ("correct", "wrong", "missed")
UNTOLD_OUTCOMES = ("spurious", "quiet")


def context_kept(texts: Sequence[ContextText], readings: Sequence[Reading]) -> Iterator[Judgement]:
    """One judgement for each thing that must be read, or must not be."""
    for text, reading in zip(texts, readings, strict=True):
        for kind, pairs in (("present", text.present), ("absent", text.absent)):
            for fact, value in pairs:
                read = reading.says(fact, value)
                name = fact if value == YES else f"{fact}={value}"
                wanted = name if kind == "present" else f"not {name}"
                yield Judgement(
                    text, wanted, said(reading.found), read == (kind == "present"), {"kind": kind}
                )


def values_told(texts: Sequence[ExtractionText], readings: Sequence[Reading]) -> Iterator[Judgement]:
    """One judgement for each fact of each text, with its outcome as a group."""
    for text, reading in zip(texts, readings, strict=True):
        for fact in EXTRACTED:
            told, read = text.told.get(fact), reading.value(fact)
            outcome = _outcome(told, read)
            yield Judgement(
                text,
                f"{fact} {told or 'not told'}",
                read or "nothing",
                outcome in ("correct", "quiet"),
                {"fact": fact, "outcome": outcome},
            )


def _outcome(told: str | None, read: str | None) -> str:
    if told is None:
        return "quiet" if read is None else "spurious"
    if read is None:
        return "missed"
    return "correct" if read == told else "wrong"


def replies_read(
    texts: Sequence[AnswerText], readings: Sequence[Reading], content: Content
) -> Iterator[Judgement]:
    """Right when every value given is read and nothing else of the question is said to be so.

    A danger sign read with a doubt is asked about once more, which is what "not sure" does too.
    """
    for text, reading in zip(texts, readings, strict=True):
        facts = (text.question,) if text.question in CONVERSATION else content.questions[text.question].asks
        read = {
            fact: value for fact in chain(facts, text.values) if (value := reading.value(fact)) is not None
        }
        doubtful = {one.fact for one in reading.found if one.certainty == "doubtful"}
        right = all(
            read.get(fact) == value or (value == UNKNOWN and read.get(fact) == YES and fact in doubtful)
            for fact, value in text.values.items()
        ) and all(fact in text.values or read[fact] == NO for fact in read)
        yield Judgement(text, _values(text.values), _values(read), right, {"question": text.question})


def _values(values: Mapping[str, str]) -> str:
    if len(values) > 1 and set(values.values()) == {NO}:
        return "no to all"
    shown = [f"{fact}={value}" for fact, value in values.items() if value != NO or len(values) == 1]
    return ", ".join(shown) or "no answer"
