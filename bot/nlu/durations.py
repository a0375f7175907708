"""How long ago: "4 months", "since yesterday", "last tuesday", "since March", "for years"."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.calendar_dates import dates_in
from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.time_ago import TimeAgo

_VAGUE = {"couple": 2.0, "cple": 2.0, "few": 3.0, "several": 4.0, "half": 0.5, "some": 3.0}
_UNIT_DAYS = {"h": 1 / 24, "d": 1.0, "n": 1.0, "w": 7.0, "m": 30.5, "y": 365.0}
_LONG_AGO = 3_650.0

_QUANTITY = (
    rf"(?:{NUMBER}|half an?|(?:a |the )?(?:last |past )?(?:couple|cple|few)(?: of)?|several|"
    rf"some|an?)(?P<extra> and a half)?"
)
_UNIT = r"(?:hours?|hrs?|days?|nights?|weeks?|wks?|months?|mon|mths?|mnths?|mos?|years?|yrs?|yr)"
_AMOUNT = re.compile(
    rf"(?<![\w/.])(?:{_QUANTITY.replace('(?P<extra> and a half)?', '')}\s*(?:-|to|or|"
    rf"\u2013)\s*)?(?P<quantity>{_QUANTITY})(?: or (?:so|more|two))?(?P<plus>\+)?"
    rf"[\s-]*(?P<unit>{_UNIT}|(?<=\d)[dwy])\b(?P<half> and a half)?"
)
_NOT_SINCE_THEN = re.compile(
    r"^(?:'s|s'|s)?\s*-?(?:old\b|of age|pregnant|along\b|gestation|from now|later|to go\b|away|"
    r"(?:a|per|each|every|/)\s*(?:day|week|wk|month|year|night)\b|/\s*(?:day|wk|week)|sober|clean\b)"
)
_TIMES_PER = re.compile(
    r"(?:every|each|per|once|twice|times|next|within|for the next|takes?|another)\s*(?:an?|one|other)?\s*$"
)
_AHEAD = re.compile(r"\bin\s+(?:about |around |like |just |under )?$")
_CUE_BEFORE = re.compile(
    r"\b(?:for|since|past|last|over|about|around|going on|nearly|almost|been)\s*(?:the |like |about )*$"
)
_CUE_AFTER = re.compile(r"^\s*(?:ago|now|back|prior|earlier|since|post)\b")

_NAMED_DAYS = {
    r"(?:the )?day before yesterday": 2.0,
    r"yesterday": 1.0,
    r"last night|this morning|this afternoon|this evening|earlier today|"
    r"(?<!in )(?<!here )(?<!you )(?<!doing )today|just now|tonight|(?:an? )?hours? ago": 0.5,
    r"(?:the )?other (?:day|night)|(?:earlier )?this week": 4.0,
    r"last week|a week ago": 8.0,
    r"(?:earlier )?this month": 16.0,
    r"last month": 35.0,
    r"(?:for|in|many|several|the (?:last|past)|over the|donkeys) years(?: now| and years|"
    r" on end)?(?! old)|years (?:now|ago|and years)": _LONG_AGO,
    r"the (?:last|past) day": 1.0,
    r"the (?:last|past) week": 8.0,
    r"the (?:last|past) month": 30.0,
    r"the (?:last|past) year": 365.0,
    r"for(?:ages|ever| ages| ever)|ages(?: ago| now)|forever|decades|(?:a |for a )?(?:very |really )?long time|"
    r"all my life|my (?:whole|entire) life|since (?:childhood|birth|college|high school|school|uni|university)|"
    r"since i (?:was|were) (?:a |an )?(?:little|young|kid|child|teen|teenager|boy|girl|\d+)|"
    r"as long as i can remember": _LONG_AGO,
    r"(?:for |in |since )(?:many |quite a few |the (?:last|past) )?months(?: now)?|months (?:now|ago|on end)": 120.0,
    r"(?:for |in )(?:many |quite a few |the (?:last|past) )?weeks(?: now)?|weeks (?:now|ago|on end)": 28.0,
    r"(?:for |in )(?:the (?:last|past) )?days(?: now)?|days (?:now|ago)": 5.0,
}
_NAMED = [(re.compile(rf"\b(?:{pattern})\b"), days) for pattern, days in _NAMED_DAYS.items()]


def times_ago(text: str, today: date) -> list[TimeAgo]:
    """Every time a message says, in order; of two that overlap, the counted one ("8 weeks ago"), then the longer.

    Ages ("3 year old"), frequencies ("3 days a week"), plans ("in 2 weeks") and lengths of a session
    ("for 30 minutes", "8 hours a day") are not times ago.
    """
    lowered = text.lower()
    counted = sorted([*_amounts(lowered), *dates_in(lowered, today)], key=lambda time: time.start - time.end)
    named = sorted(_named(lowered), key=lambda time: time.start - time.end)
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
        short = match["quantity"] in ("a", "an", "one", "1")
        if (
            unit[0] == "h"
            and not _CUE_AFTER.search(after)
            and "since" not in before[-8:]
            and "last" not in before[-8:]
        ) or (short and not cue):
            continue
        count = _quantity(match["quantity"]) + (0.5 if match["half"] or match["extra"] else 0)
        yield TimeAgo(count * _UNIT_DAYS[unit[0]], match.start(), match.end(), vague=not cue)


def _quantity(words: str) -> float:
    """ "a couple of" is 2 and "few" is 3; "an" is 1, but only when no other amount is named."""
    vague = re.search(r"couple|cple|few|several|some|^half", words)
    if vague:
        return _VAGUE[vague.group()]
    counted = re.match(NUMBER, words)
    return number_value(counted.group()) if counted else 1.0


def _named(text: str) -> Iterator[TimeAgo]:
    for pattern, days in _NAMED:
        for match in pattern.finditer(text):
            yield TimeAgo(days, match.start(), match.end())
