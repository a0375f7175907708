"""Reads danger signs out of free text. Needs no Rasa, so the fail-closed path can call it on the raw message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc

from bot.nlu.context import modifiers, sentence_of
from bot.nlu.context_rules import context_rules
from bot.nlu.patterns import Hit, Pattern
from bot.nlu.pipeline import nlp
from bot.nlu.screening_rules import Combination, FlagRules, ScreeningRules, load_rules
from bot.nlu.stream import Stream, stream_of, typed_stream_of

Certainty = Literal["sure", "doubtful"]
DROPS = frozenset({"idiom", "historical", "resolved", "hypothetical", "other_person"})
DOUBTS = frozenset({"uncertain", "chronic"})


@dataclass(frozen=True)
class Finding:
    """A danger sign said (`yes`) or denied (`no`). `start` and `end` are characters of the text, `said` its clause."""

    flag: str
    certainty: Certainty
    value: Literal["yes", "no"]
    said: str
    start: int
    end: int


@lru_cache(maxsize=1)
def screening_rules() -> ScreeningRules:
    """The shipped rules, read and checked once, with those about the words around a phrase."""
    context_rules()
    return load_rules()


def screen(text: str) -> tuple[Finding, ...]:
    """Every danger sign in the message, one finding a flag, in order of the flags.

    A sure mention outweighs a doubtful one, and any mention outweighs a denial: "no chest pain but my chest is
    tight" is a yes. What is only found once slips are put right is doubtful.
    """
    doc = nlp()(text)
    rules = screening_rules()
    typed, meant = typed_stream_of(doc), stream_of(doc)
    found = _screen_stream(doc, typed, rules)
    if meant.text != typed.text:
        for flag, finding in _screen_stream(doc, meant, rules).items():
            if finding.value == "yes" and (flag not in found or found[flag].value == "no"):
                found[flag] = replace(finding, certainty="doubtful")
            else:
                found.setdefault(flag, finding)
    return tuple(found[flag] for flag in rules.flags if flag in found)


def _screen_stream(doc: Doc, stream: Stream, rules: ScreeningRules) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for number in rules.phrases.candidates(stream):
        flag, certainty = rules.owners[number]
        known = found.get(flag.id)
        if known is not None and (known.value, known.certainty) == ("yes", "sure"):
            continue
        for finding in _findings(doc, stream, rules.phrases.patterns[number], flag, certainty):
            found[flag.id] = _stronger(found.get(flag.id), finding)
    for combination in rules.combinations:
        _combine(doc, stream, combination, rules, found)
    return found


def _findings(
    doc: Doc, stream: Stream, pattern: Pattern, flag: FlagRules, certainty: Certainty
) -> Iterator[Finding]:
    for hits in pattern.find_all(stream):
        if any(
            _overlap(hit, other[0])
            for look in flag.drop_over
            for other in look.find_all(stream)
            for hit in hits
        ):
            continue
        around = " ".join(stream.sentence_text(hit.start) for hit in hits)
        if any(look.occurs_in(around) for look in flag.drop_near):
            continue
        spans = [(stream.token_at(hit.start), stream.token_at(hit.end - 2) + 1) for hit in hits]
        verdict = _verdict(doc, spans, flag.ignores, flag.stops)
        if verdict == "no" and len(spans) == 1:
            yield _finding(doc, flag.id, "sure", "no", spans[0])
        elif verdict in ("sure", "doubtful"):
            asks = verdict == "doubtful" or any(look.occurs_in(around) for look in flag.ask_near)
            yield _finding(doc, flag.id, "doubtful" if asks else certainty, "yes", spans[0])
    if not pattern.find(stream) and (denied := pattern.find_denied(stream)):
        span = (stream.token_at(denied[0].start), stream.token_at(denied[0].end - 2) + 1)
        yield _finding(doc, flag.id, "sure", "no", span)


def _verdict(doc: Doc, spans: list[tuple[int, int]], ignores: frozenset[str], stops: frozenset[str]) -> str:
    """sure, doubtful, no (denied) or nothing, from the words around each part of the phrase."""
    around = frozenset().union(*(modifiers(doc, *span, own=spans) for span in spans)) - ignores
    if "negated" in around:
        return "doubtful" if "uncertain" in around else "no"
    if around & stops:
        return "nothing"
    if around & DROPS == {"resolved"}:
        # "I took too many pills, I feel fine": feeling fine settles nothing, so it is asked about.
        return "doubtful"
    if around & DROPS:
        return "doubtful" if around & DROPS == {"hypothetical"} and "uncertain" in around else "nothing"
    return "doubtful" if around & DOUBTS else "sure"


def _combine(
    doc: Doc, stream: Stream, combination: Combination, rules: ScreeningRules, found: dict[str, Finding]
) -> None:
    spans = []
    for cue in combination.all_of:
        span = _cue(doc, stream, cue, rules)
        if span is None:
            return
        spans.append(span)
    found[combination.raises] = _stronger(
        found.get(combination.raises), _finding(doc, combination.raises, "sure", "yes", spans[0])
    )
    if combination.instead_of:
        found.pop(combination.instead_of, None)


def _cue(doc: Doc, stream: Stream, name: str, rules: ScreeningRules) -> tuple[int, int] | None:
    cue = rules.cues[name]
    for number in cue.phrases.candidates(stream):
        for hits in cue.phrases.patterns[number].find_all(stream):
            span = (stream.token_at(hits[0].start), stream.token_at(hits[0].end - 2) + 1)
            if _verdict(doc, [span], cue.ignores, frozenset()) == "sure":
                return span
    return None


def _stronger(known: Finding | None, new: Finding) -> Finding:
    weight = {("yes", "sure"): 3, ("yes", "doubtful"): 2, ("no", "sure"): 1}
    if known is None or weight[new.value, new.certainty] > weight[known.value, known.certainty]:
        return new
    return known


def _finding(
    doc: Doc, flag: str, certainty: Certainty, value: Literal["yes", "no"], span: tuple[int, int]
) -> Finding:
    words = doc[span[0] : span[1]]
    return Finding(flag, certainty, value, sentence_of(doc, span[0]), words.start_char, words.end_char)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
