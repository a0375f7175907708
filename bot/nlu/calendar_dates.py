"""Dates people name: "since March", "last Tuesday", "in 2019", "over the weekend", "since Christmas"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.time_ago import TimeAgo

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = (
    "|".join(f"{month}|{month[:3]}" if month not in ("may", "march") else month for month in _MONTHS)
    + "|sept"
)
_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_WEEKDAY = "|".join(
    f"{day}|{day[:3]}|{day[:4]}" if day[:4] in ("tues", "thur") else f"{day}|{day[:3]}" for day in _WEEKDAYS
)
_SINCE = (
    r"(?:since|back in|in|from|last|around|about|on|until|till|this past|early|mid|late|end of|beginning of)"
)
_IN_MONTH = re.compile(
    rf"\b{_SINCE}[ -](?:early |mid |late |last |about |around |the (?:start|beginning|end|middle) of )?"
    rf"(?P<month>{_MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?!\d))?(?:,?\s+(?:of )?(?P<year>(?:19|20)\d\d))?"
)
_ON_WEEKDAY = re.compile(
    rf"\b(?:since|on|last|this past|from|this)\s+(?:last )?(?P<weekday>{_WEEKDAY})\b(?!s)"
)
_IN_YEAR = re.compile(
    r"\b(?:since|in|from|back in|around|of|summer|winter|spring|fall|year)\s+(?:about |early |"
    r"late )?(?P<year>(?:19|20)\d\d)\b"
)
_LAST_YEAR = re.compile(r"\b(?:last year|a year ago)\b")
_WEEKEND = re.compile(r"\b(?:(?:over|during|at|on|since) (?:the|this|last)|this(?: past)?|last) weekend\b")
_SEASON = re.compile(
    r"\b(?:since|last|this|over the|during the|in the)\s+(?:last |this )?(?P<season>winter|"
    r"spring|summer|fall|autumn)\b"
)
_HOLIDAY = re.compile(
    r"\b(?:since|over|at|around|last|before|after) (?P<day>christmas|xmas|new years?(?: eve|"
    r" day)?|thanksgiving|halloween)\b"
)
_SEASON_MONTH = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}
_HOLIDAY_DATE = {"c": (12, 25), "x": (12, 25), "n": (1, 1), "t": (11, 26), "h": (10, 31)}


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
        yield _since(_month_before(today, _SEASON_MONTH[match["season"]], None, "15"), today, match)
    for match in _HOLIDAY.finditer(text):
        month, day = _HOLIDAY_DATE[match["day"][0]]
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
