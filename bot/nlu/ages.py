"""Ages people state: "I'm 72", "my 9 year old", "13yo", "in my sixties"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.nlu.number_words import NUMBER, number_value

OLDEST = 115

_WHO = (
    r"(?P<who>i'?m|i am|im|i was|he'?s|she'?s|hes|shes|who is|who'?s|he is|she is|they'?re|they are|(?:son|"
    r"daughter|kid|child|boy|girl|grandson|granddaughter|nephew|niece|mom|mum|mother|dad|"
    r"father|wife|husband|grandma|grandpa|partner)(?:'s| is|s)?)"
)
_NOT_YEARS = (
    r"(?!\s*(?:%|percent|kgs?\b|kilos?|lbs?\b|pounds?|stone\b|cm\b|mm\b|feet|foot|ft\b|inch|"
    r"weeks?|wks?\b|months?|mos?\b|mths?\b|days?|"
    r"hours?|hrs?\b|min|miles?|km\b|k\b|out of|times?|reps?|/|:\d|\.\d|,\d{3}|\d|x\b|or \d|-\d|st\b|nd\b|rd\b|th\b))"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WHO},?\s+(?:only |just |now |nearly |almost |about |a |an |turning )?(?P<age>{NUMBER})\b{_NOT_YEARS}",
        rf"(?<![\d.])(?P<age>{NUMBER})[\s-]*(?:years?|yrs?|yr)[\s-]*(?:old|of age|young)\b",
        r"(?<![\d.])(?P<age>\d{1,3})[\s-]*(?:y[./]?o\.?(?!\w)|yrs?[\s-]?old)",
        rf"\b(?:aged?|age is|age of|age:|turned|turn|turning)\s*:?\s*(?P<age>{NUMBER})\b{_NOT_YEARS}",
        r"(?:^|[\s(])(?P<age>\d{2})\s?(?:[mf]|male|female|man|woman|guy)(?=$|[\s,.)])",
        r"(?:^|, ?)(?P<age>[2-9]\d)(?=,)",
        r"(?:^|[\s(])(?:m|f|male|female|woman|man)\s?[,/]?\s?(?P<age>\d{2})(?=$|[\s,.)])",
        rf"\b(?P<age>{NUMBER})[\s-]*(?:year|yr)s?[\s-]*(?:old )?(?=woman|man|male|female|boy|girl|"
        rf"son|daughter|lady|guy)",
    )
)
_DECADE = re.compile(
    r"\b(?:in (?:my|his|her|their) (?:early|mid|late)?[\s-]*|(?:early|mid|late)[\s-]+)"
    r"(?P<decade>[2-9]0'?s|twenties|thirties|forties|fourties|fifties|sixties|seventies|eighties|nineties)\b"
)
_DECADE_WORDS = {"tw": 20, "th": 30, "fo": 40, "fi": 50, "si": 60, "se": 70, "ei": 80, "ni": 90}
_TEEN = re.compile(
    r"\b(?:i'?m a (?:teen|teenager)\b|(?:my )?teen(?:age|aged)?(?:r)? (?:son|daughter|boy|"
    r"girl|kid)|my teenager\b|as a teenager\b(?= i))"
)
_MONTHS_OLD = re.compile(rf"\b(?P<months>{NUMBER})[\s-]*(?:months?|mos?|weeks?|wks?)[\s-]*old\b")


@dataclass(frozen=True)
class AgeMention:
    """An age in years and where the message says it. `of` is who it is said of, when the wording tells."""

    years: int
    start: int
    end: int
    of: Literal["speaker", "other", "unsaid"]


def age_band(years: int) -> str:
    """The age value for a number of whole years."""
    for limit, band in (
        (13, "under_13"),
        (18, "from_13_to_17"),
        (50, "from_18_to_49"),
        (65, "from_50_to_64"),
    ):
        if years < limit:
            return band
    return "from_65"


def ages_in(text: str) -> list[AgeMention]:
    """Every age a message states, in order, each place once. Numbers with another unit are no ages."""
    lowered = text.lower().replace("\u2019", "'")
    kept: list[AgeMention] = []
    for mention in sorted(_mentions(lowered), key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _mentions(text: str) -> Iterator[AgeMention]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            years = int(number_value(match["age"]))
            if 0 < years <= OLDEST and not _is_past(text, match):
                yield AgeMention(years, match.start(), match.end(), _owner(match))
    for match in _DECADE.finditer(text):
        decade = match["decade"]
        base = int(decade[:2]) if decade[0].isdigit() else _DECADE_WORDS[decade[:2]]
        # A span of ten years can cross a band; the later half is taken, which is the more careful one.
        years = base + (2 if "early" in match.group() else 8 if "late" in match.group() else 5)
        yield AgeMention(
            years, match.start(), match.end(), "speaker" if " my " in match.group() else "unsaid"
        )
    for match in _TEEN.finditer(text):
        yield AgeMention(
            15, match.start(), match.end(), "speaker" if match.group().startswith("i") else "other"
        )
    for match in _MONTHS_OLD.finditer(text):
        yield AgeMention(1, match.start(), match.end(), "other")


def _is_past(text: str, match: re.Match[str]) -> bool:
    return match.group().startswith("i was") or bool(
        re.search(
            r"\b(?:since|when|until|till|at|from)(?: i was| he was| she was)? (?:the age of )?$",
            text[: match.start()],
        )
    )


def _owner(match: re.Match[str]) -> Literal["speaker", "other", "unsaid"]:
    who = match.groupdict().get("who")
    if who is None:
        return "unsaid"
    return "speaker" if who in ("i'm", "i am", "im") else "other"
