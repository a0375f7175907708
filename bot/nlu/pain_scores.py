"""Pain scores from 0 to 10: "7/10", "seven out of ten", "my pain is about a 6". "Really bad" is no score."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.word_lists import alternatives, word_list

HIGHEST = 10

_SCORE = (
    rf"(?P<first>{NUMBER})(?:\s*(?:-|\u2013|/|to|or|maybe)\s*(?:even |maybe |an? )?(?P<second>{NUMBER}))?"
)
_ISH = r"(?:\s?-?ish)?"


def _any(name: str) -> str:
    return alternatives(word_list("pain", name))


_TO_TEN = re.compile(
    rf"(?<![\d/.]){_SCORE.replace('|/', '')}{_ISH}\s*(?:{_any('of_ten')})(?: \d (?:to|-))?\s*(?:10|ten)\b"
    rf"(?!\s*/|\s+(?:{_any('not_a_scale')}))"
)
# Each word is set off by a space or a mark, and six are enough: nothing here can be read in two ways.
_APPROACH = rf"(?:[\s:=,-]*'s|[\s:=,-]+(?:{_any('lead_in')})\b){{0,6}}[\s:=,-]+"
_AFTER_PAIN = re.compile(
    rf"\bpain(?:ful)?{_APPROACH}(?<![\w.]){_SCORE}\b(?!\s*[%/]|\s*(?:{_any('not_after_score')})\b)"
)
_BEFORE_PAIN = re.compile(
    rf"\b(?:{_any('before_score')})\s+(?:level\s+)?{_SCORE}\s+(?:for|on the|in|"
    rf"level)?\s*(?:pain|on the pain scale|pain scale)\b"
)
_CORRECTED = re.compile(
    rf"\bpain\b[^.;]*?\b(?:{_any('corrected')})(?: (?:{_any('corrected_by')}))* {_SCORE}(?=\s*(?:$|[.,;!?]))"
)
# "My wrist is a 6": a number that is said of the pain and counts nothing.
_RATED = re.compile(
    rf"(?:\b(?:{_any('rated')})|'s|[,:])\s+(?:(?:{_any('rated_by')}) )*{_SCORE}{_ISH}"
    rf"(?=\s*(?:$|[.,;!?]|(?:{_any('after_rating')})\b))"
)
_SET_AS_SCORE = re.compile(r"(?:\b(?:an?|ish|pain|score)\b|/10\s*:)[^.;]*$|ish$")
_NO_PAIN = re.compile(rf"\b(?:{_any('no_pain')})")
_ONLY_SOMETIMES = re.compile(rf"^\s*(?:,? ?(?:{_any('only_sometimes')}))\b")
_HOPED_FOR = re.compile(rf"\b(?:{_any('hoped_for')})\s*(?:to be |to |being )?$")


@dataclass(frozen=True)
class PainScore:
    """A score from 0 to 10, rounded up, and where the message says it. Of a range the higher is taken."""

    score: int
    start: int
    end: int


def pain_scores(text: str) -> list[PainScore]:
    """Every pain score a message states about the pain now, in order."""
    lowered = text.lower().replace("\u2019", "'")
    found = [*_stated(lowered), *_no_pain(lowered)]
    kept: list[PainScore] = []
    for score in sorted(found, key=lambda score: (score.start, -score.end)):
        if not kept or score.start >= kept[-1].end:
            kept.append(score)
    return kept


def score_of(first: str, second: str | None = None) -> int | None:
    """The score that a number, or the higher of two, stands for; None when it is off the scale."""
    value = max(number_value(words) for words in (first, second) if words)
    return math.ceil(value) if 0 <= value <= HIGHEST else None


def _stated(text: str) -> Iterator[PainScore]:
    for pattern in (_TO_TEN, _AFTER_PAIN, _BEFORE_PAIN, _CORRECTED, _RATED):
        for match in pattern.finditer(text):
            if pattern is _RATED and not _SET_AS_SCORE.search(match.group()):
                continue
            score = _capped(match) if pattern is _TO_TEN else score_of(match["first"], match["second"])
            before = text[max(0, match.start() - 12) : match.start()]
            negated = re.search(r"\bnot(?: an?| about)? $", before) or (
                pattern is _AFTER_PAIN and re.search(r"\bnot an? ", match.group())
            )
            if score is not None and not negated and not re.search(r"\b(?:since|on|from) (?:the )?$", before):
                yield PainScore(score, match.start("first"), match.end())


def _capped(match: re.Match[str]) -> int:
    # "12 out of 10" is how people say the worst there is.
    score = score_of(match["first"], match["second"])
    return HIGHEST if score is None else score


def _no_pain(text: str) -> Iterator[PainScore]:
    for match in _NO_PAIN.finditer(text):
        if _ONLY_SOMETIMES.search(text[match.end() :]) or _HOPED_FOR.search(text[: match.start()]):
            continue
        yield PainScore(0, match.start(), match.end())
