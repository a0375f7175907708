"""Replies that give a measure instead of an option: an age in years, a time for how long."""

import re
from datetime import date

from bot.nlu.ages import OLDEST, age_band, ages_in
from bot.nlu.durations import times_ago
from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.time_ago import onset_band, surgery_band

_BARE_AGE = re.compile(
    rf"(?:i'?m|i am|im|age|aged|just|turned|about|over|he'?s|she'?s|he is|she is|"
    rf"is)?\s*(?P<age>{NUMBER})\s*(?:\+|and up|years?|yrs?|y/?o|years? old)?[.!]?"
)


_SO_I_AM = re.compile(r"\bso (?:still |i'?m |just )*(?P<age>\d{1,2})\W*$")


def value_in(reply: str, fact: str, today: date) -> str | None:
    """The value of `age`, `onset` or `surgery_when` that a reply in years, months, weeks or days stands for."""
    if fact == "age":
        return _age(reply)
    if fact not in ("onset", "surgery_when"):
        return None
    times = times_ago(reply, today)
    if not times:
        return None
    return onset_band(times[-1].days) if fact == "onset" else surgery_band(times[-1].days)


def _age(reply: str) -> str | None:
    bare = _BARE_AGE.fullmatch(reply.lower().strip())
    if bare and 0 < number_value(bare["age"]) <= OLDEST:
        return age_band(int(number_value(bare["age"])))
    stated = ages_in(reply)
    if stated:
        return age_band(stated[-1].years)
    settled = _SO_I_AM.search(reply.lower())
    return age_band(int(settled["age"])) if settled else None
