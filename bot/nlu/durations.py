"""How long ago: "4 months", "since yesterday", "last tuesday", "since March", "for years"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.calendar_dates import dates_in
from bot.nlu.named_times import named_times, time_words
from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.time_ago import TimeAgo

_WORDS = time_words()
_UNIT_DAYS = {
    "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.5, "year": 365.0, "decade": 3_650.0,
}  # fmt: skip
_DAYS_OF = {word: days for unit, days in _UNIT_DAYS.items() for word in _WORDS.list(unit)} | {
    letter: next(days for unit, days in _UNIT_DAYS.items() if unit[0] == letter)
    for letter in _WORDS.list("letters")
}
_HOURS = frozenset(_WORDS.list("hour"))
_SOON, _LATE = 0.95, 1.05

_AMOUNTS = [(re.compile(pattern), number) for pattern, number in _WORDS.amounts]
_BEST_PART = rf"(?:the )?best part of {NUMBER}"
_QUANTITY = "|".join((NUMBER, _BEST_PART, *(pattern for pattern, _ in _WORDS.amounts), "an?"))
_AMOUNT = re.compile(
    rf"(?<![\w/.])(?:(?:{_QUANTITY})\s*(?:-|to|or|\u2013)\s*)?(?P<quantity>{_QUANTITY})(?P<extra> and a half)?"
    rf"(?: or (?:so|more|two))?\+?[\s-]*"
    rf"(?P<unit>{'|'.join(_WORDS.any_of(unit) for unit in _UNIT_DAYS)}|(?<=\d)(?:{_WORDS.any_of('letters')}))\b"
    rf"(?P<half> and a half)?"
)
_NOT_SINCE_THEN = re.compile(
    rf"^(?:'s|s'|s)?\s*-?(?:(?:{_WORDS.any_of('no_time_after')})\b|/\s*(?:day|wk|week)|"
    rf"of (?!(?:\w+ ){{0,2}}(?:{_WORDS.any_of('of_what_hurts')})\b))"
)
_TIMES_PER = re.compile(rf"\b(?:{_WORDS.any_of('no_time_before')})\s*(?:an?|one|other)?\s*$")
_AHEAD = re.compile(rf"\b(?:{_WORDS.any_of('ahead')})\s+$")
_CUE_BEFORE = re.compile(rf"\b(?:{_WORDS.any_of('cue_before')})\s*(?:the |like |about )*$")
_CUE_AFTER = re.compile(rf"^\s*(?:{_WORDS.any_of('cue_after')})\b")
_MORE_THAN = re.compile(rf"\b(?:{_WORDS.any_of('more_than')})\s*$")
_LESS_THAN = re.compile(rf"\b(?:{_WORDS.any_of('less_than')})\s*$")
# "Sorry, not 2 weeks, 2 months".
_TAKEN_BACK = re.compile(rf"\b(?:{_WORDS.any_of('taken_back')})\s*$")
# A single unit by itself between marks or numbers is a time: "R knee 3/10, 1 week, 28yo".
_SET_OFF = re.compile(r"(?:^|[,.;:\d]\s?)\|(?=\s*(?:$|[,.;]|\d))")
_STARTED_AT = re.compile(
    r"\b(?:started|began|since|from) (?:when )?(?:i was |i were )(?P<then>\d\d)[, ]+(?:and |now )?i'?m (?P<now>\d\d)\b"
)


def times_ago(text: str, today: date) -> list[TimeAgo]:
    """Every time a message says, in order; of two that overlap, the counted one ("8 weeks ago"), then the longer.

    Ages ("3 year old"), frequencies ("3 days a week"), plans ("in 2 weeks") and lengths of a session
    ("for 30 minutes", "8 hours a day") are not times ago.
    """
    lowered = text.lower()
    counted = sorted([*_amounts(lowered), *dates_in(lowered, today)], key=lambda time: time.start - time.end)
    named = sorted([*named_times(lowered), *_ages_ago(lowered)], key=lambda time: time.start - time.end)
    kept: list[TimeAgo] = []
    for mention in [*counted, *named]:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda time: time.start)


def _amounts(text: str) -> Iterator[TimeAgo]:
    for match in _AMOUNT.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        cue = bool(_CUE_BEFORE.search(before) or _CUE_AFTER.search(after))
        if _NOT_SINCE_THEN.search(after.lstrip()) or _TIMES_PER.search(before) or _AHEAD.search(before):
            continue
        unit = match["unit"]
        lasts = unit in _HOURS and not (
            _CUE_AFTER.search(after)
            or after.startswith(" of ")
            or re.search(r"\b(?:since|last)\b", before[-8:])
        )
        bare = (
            match["quantity"] in ("a", "an", "one", "1")
            and not cue
            and not _SET_OFF.search(f"{before}|{after}")
        )
        if lasts or bare or _TAKEN_BACK.search(before):
            continue
        count = _quantity(match["quantity"]) + (0.5 if match["half"] or match["extra"] else 0)
        # "Just over a fortnight" is past the limit of two weeks, "nearly" is before it.
        count *= (
            _LATE if _is_more_than(before, match["quantity"]) else _SOON if _LESS_THAN.search(before) else 1.0
        )
        yield TimeAgo(count * _DAYS_OF[unit], match.start(), match.end(), vague=not cue)


def _is_more_than(before: str, quantity: str) -> bool:
    """Whether a time is longer than its amount: "over a year", but not "over the past few weeks"."""
    return not quantity.startswith(("the ", "last ", "past ")) and _MORE_THAN.search(before) is not None


def _quantity(words: str) -> float:
    """ "A couple of" is 2 and "few" is 3; "an" is 1, but only when no other amount is named."""
    for pattern, number in _AMOUNTS:
        if pattern.fullmatch(words):
            return number
    counted = re.search(rf"\b{NUMBER}$", words)
    if counted is None:
        return 1.0
    return number_value(counted.group()) * (1.0 if counted.group() == words else 0.9)


def _ages_ago(text: str) -> Iterator[TimeAgo]:
    """ "It started when I was 20, I'm 31 now"."""
    for match in _STARTED_AT.finditer(text):
        years = int(match["now"]) - int(match["then"])
        if years > 0:
            yield TimeAgo(years * _UNIT_DAYS["year"], match.start(), match.end())
