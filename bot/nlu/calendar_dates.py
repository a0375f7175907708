"""Dates people name: "since March", "last Tuesday", "in 2019", "over the weekend", "since Christmas"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.named_times import time_words
from bot.nlu.time_ago import TimeAgo
from bot.nlu.word_lists import alternatives

_WORDS = time_words()
_MONTHS, _WEEKDAYS = _WORDS.list("months"), _WORDS.list("weekdays")
_SHORT = 3
_UNSHORTENED = frozenset({"may", "march"})
# Short forms of four letters beside those of three.
_LONGER_SHORT = frozenset({"sept", "tues", "thur"})


def _names(full: tuple[str, ...]) -> str:
    short = {name[:_SHORT] for name in full if name not in _UNSHORTENED}
    return alternatives({*full, *short, *(name[:4] for name in full if name[:4] in _LONGER_SHORT)})


_IN_MONTH = re.compile(
    rf"\b(?:{_WORDS.any_of('since_month')})[ -](?:early |mid |late |last |about |around |"
    rf"the (?:start|beginning|end|middle) of )?(?P<month>{_names(_MONTHS)})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?!\d))?(?:,?\s+(?:of )?(?P<year>(?:19|20)\d\d))?"
)
_ON_WEEKDAY = re.compile(
    rf"\b(?:{_WORDS.any_of('since_weekday')})\s+(?:last )?(?P<weekday>{_names(_WEEKDAYS)})\b(?!s)"
)
_IN_YEAR = re.compile(
    rf"\b(?:{_WORDS.any_of('since_year')})\s+(?:about |early |late )?(?P<year>(?:19|20)\d\d)\b"
)
_LAST_YEAR = re.compile(r"\b(?:last year|a year ago)\b")
_WEEKEND = re.compile(r"\b(?:(?:over|during|at|on|since) (?:the|this|last)|this(?: past)?|last) weekend\b")
_SEASON = re.compile(
    rf"\b(?:{_WORDS.any_of('since_season')})\s+(?:last |this )?(?P<season>{alternatives(_WORDS.seasons)})\b"
)
_HOLIDAY = re.compile(rf"\b(?:{_WORDS.any_of('since_feast')}) (?P<day>{alternatives(_WORDS.feasts)})\b")


def dates_in(text: str, today: date) -> Iterator[TimeAgo]:
    """Each date in lower-case text, as time before `today`. A month or a day without a year is the latest one."""
    for match in _IN_MONTH.finditer(text):
        month = next(
            number for number, name in enumerate(_MONTHS, start=1) if name.startswith(match["month"][:3])
        )
        yield _since(_month_before(today, month, match["year"], match["day"]), today, match)
    for match in _ON_WEEKDAY.finditer(text):
        weekday = next(
            number for number, name in enumerate(_WEEKDAYS) if name.startswith(match["weekday"][:3])
        )
        days = (today.weekday() - weekday) % 7 or 7
        # On a Saturday "last Friday" is not yesterday.
        yield _since(
            today - timedelta(days=days + 7 if days == 1 and "last" in match.group() else days), today, match
        )
    for match in _IN_YEAR.finditer(text):
        yield _since(min(date(int(match["year"]), 7, 1), today), today, match)
    for match in _LAST_YEAR.finditer(text):
        yield TimeAgo(365.0, match.start(), match.end())
    for match in _WEEKEND.finditer(text):
        yield _since(today - timedelta(days=(today.weekday() - 5) % 7 or 7), today, match)
    for match in _SEASON.finditer(text):
        month, day = _WORDS.seasons[match["season"]]
        yield _since(_month_before(today, month, None, str(day)), today, match)
    for match in _HOLIDAY.finditer(text):
        month, day = _WORDS.feasts[match["day"]]
        yield _since(_month_before(today, month, None, str(day)), today, match)


def _month_before(today: date, month: int, year: str | None, day: str | None) -> date:
    in_month = min(max(int(day or 15), 1), 28)
    guess = date(int(year) if year else today.year, month, in_month)
    if year is None and guess > today:
        same_month = guess.month == today.month and guess.year == today.year
        guess = (
            date(today.year, month, 1)
            if same_month and day is None
            else date(today.year - 1, month, in_month)
        )
    return min(guess, today)


def _since(day: date, today: date, match: re.Match[str]) -> TimeAgo:
    return TimeAgo(float((today - day).days), match.start(), match.end())
