"""Pain scores from 0 to 10: "7/10", "seven out of ten", "my pain is about a 6". "Really bad" is no score."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlu.number_words import NUMBER, number_value

HIGHEST = 10

_SCORE = (
    rf"(?P<first>{NUMBER})(?:\s*(?:-|\u2013|/|to|or|maybe)\s*(?:even |maybe |an? )?(?P<second>{NUMBER}))?"
)
_TO_TEN = re.compile(
    rf"(?<![\d/.]){_SCORE.replace('|/', '')}\s*(?:/|out\s+of|outta|over|on a scale of)\s*(?:10|"
    rf"ten)\b(?!\s*/|\s*\d|\s+(?:times|people|days|years))"
)
_LEAD_IN = (
    r"(?:is|was|are|at|of|like|about|around|'s|s|an?|level|score|scale|rating|rated|now|"
    r"currently|probably|maybe|say|i'd|id|"
    r"it|it's|its|to|really|only|roughly|approx|approximately|mostly|usually|actually|down|up|no|not|just)"
)
# Each word is set off by a space or a mark, and six are enough: nothing here can be read in two ways.
_APPROACH = rf"(?:[\s:=,-]*'s|[\s:=,-]+{_LEAD_IN}\b){{0,6}}[\s:=,-]+"
_AFTER_PAIN = re.compile(
    rf"\bpain(?:ful)?{_APPROACH}(?<![\w.]){_SCORE}\b(?!\s*[%/]|\s*(?:days?|weeks?|wks?|months?|"
    rf"mos?|years?|yrs?|hours?|hrs?|min|times|out of|am|pm|km|miles?|different|or so (?:weeks|"
    rf"months))\b)"
)
_BEFORE_PAIN = re.compile(
    rf"\b(?:a|an|about|around|level)\s+(?:level\s+)?{_SCORE}\s+(?:for|on the|in|"
    rf"level)?\s*(?:pain|on the pain scale|pain scale)\b"
)
_CORRECTED = re.compile(
    rf"\bpain\b[^.;]*?\b(?:now|but|more like|it'?s|it is)(?: it'?s| it is| its| only| down to|"
    rf" up to| about| an?)* {_SCORE}(?=\s*(?:$|[.,;!?]))"
)
_NO_PAIN = re.compile(
    r"\b(?:nothing (?:really |actually )?hurts|nothing is (?:hurting|sore|painful)|i(?:'m| am|"
    r"m)? (?:have |got |'ve got )?(?:no|zero) pain|"
    r"there(?:'s| is|s) no pain|(?:no|zero|without any|not any|not in any|don'?t have any|"
    r"not having any) (?:actual |real )?pain(?: at all)?|pain[\s-]?free|"
    r"(?:it |that )?(?:doesn'?t|does not|dont|don't|isn'?t|not) (?:actually |really )?(?:hurt|"
    r"hurting|painful)(?: at all)?|no aches or pains)"
)
_ONLY_SOMETIMES = re.compile(
    r"^\s*(?:,? ?(?:when|if|unless|while|during|at rest|at night|until|till|after|except|"
    r"in (?:my|the|both)|there|much|as much|as bad|anymore|any more|that|too|enough|so|killer|"
    r"med|relief|"
    r"management|clinic|or no|no gain|just when|yet but|but (?:it|only)|to (?:walk|run|sit|touch)|from|with))\b"
)
_HOPED_FOR = re.compile(
    r"\b(?:want|like|hope|hoping|be|become|get|getting|run|running|walk|live|again|without|"
    r"used to be|was|were)\s*(?:to be |to |being )?$"
)


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
    for pattern in (_TO_TEN, _AFTER_PAIN, _BEFORE_PAIN, _CORRECTED):
        for match in pattern.finditer(text):
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
