"""Ages people state: "I'm 72", "my 9 year old", "13yo", "in my sixties"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.word_lists import alternatives, word_list

OLDEST = 115


def _any(name: str) -> str:
    return alternatives(word_list("people_words", name))


_SPEAKER = frozenset(word_list("people_words", "speaker"))
_WHO = rf"(?P<who>{_any('speaker')}|{_any('other')}|(?:{_any('relations')})(?:'s| is|s)?)"
_KIND = rf"(?:{_any('kinds')})(?: here)?"
_BY_ITSELF = rf"(?=$|[),.;]|\s(?:{_any('after_age')})\b)"
_NOT_YEARS = rf"(?!\s*(?:(?:{_any('not_years')})(?!\w)|/|:\d|\.\d|,\d{{3}}|\d|or \d|-\d))"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WHO},?\s+(?:(?:{_any('before_age')}) )?(?P<age>{NUMBER})\b{_NOT_YEARS}",
        rf"(?<![\d.])(?P<age>{NUMBER})[\s-]*(?:years?|yrs?|yr)[\s-]*(?:old|of age|young)\b",
        r"(?<![\d.])(?P<age>\d{1,3})[\s-]*(?:y[./]?o\.?(?!\w)|yrs?[\s-]?old)",
        rf"\b(?:{_any('says_age')})\s*:?\s*(?P<age>{NUMBER})\b{_NOT_YEARS}",
        # "58m", "34 f": a letter or word for the sex.
        r"(?:^|[\s(])(?P<age>\d{2})\s?(?:[mf]|male|female|man|woman|guy)(?=$|[\s,.)])",
        r"(?:^|[\s(])(?:m|f|male|female|woman|man)\s?[,/]?\s?(?P<age>\d{2})(?=$|[\s,.)])",
        # A number by itself: "back pain, 58".
        r"(?:^|, ?)(?P<age>[2-9]\d)(?=,|\s?[.!]?$)",
        rf"\b{_KIND},? (?:of |aged? )?(?P<age>[1-9]\d){_BY_ITSELF}",
        rf"\b(?P<who>{_any('relations')})(?:'?s| is)?,? ?(?:\(|aged? )?(?P<age>[1-9]?\d){_BY_ITSELF}",
        rf"^(?P<age>[2-9]\d),? (?=(?:{_any('opens_after_age')}|{_KIND})\b)",
        rf"\b(?P<age>{NUMBER})[\s-]*(?:year|yr)s?[\s-]*(?:old )?(?=(?:{_any('relations')}|{_any('kinds')})\b)",
    )
)
_DECADES = {
    start: 10 * number
    for number, start in enumerate(
        dict.fromkeys(word[:2] for word in word_list("people_words", "decades")), start=2
    )
}
_DECADE = re.compile(
    rf"\b(?:in (?:my|his|her|their) (?:early|mid|late)?[\s-]*|(?:early|mid|late)[\s-]+)"
    rf"(?P<decade>[2-9]0'?s|{_any('decades')})\b"
)
_TEEN = re.compile(
    r"\b(?:i'?m a (?:teen|teenager)\b|(?:my )?teen(?:age|aged)?(?:r)? (?:son|daughter|boy|"
    r"girl|kid)|my teenager\b|as a teenager\b(?= i))"
)
_NEXT_BIRTHDAY = re.compile(rf"\b(?P<age>\d{{2}}) (?:{_any('next_birthday')})\b")
_ONCE = re.compile(rf"\b(?:{_any('once')}) (?:the age of )?$")
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
    for match in _NEXT_BIRTHDAY.finditer(text):
        yield AgeMention(int(match["age"]) - 1, match.start(), match.end(), "unsaid")
    for match in _DECADE.finditer(text):
        decade = match["decade"]
        base = int(decade[:2]) if decade[0].isdigit() else _DECADES[decade[:2]]
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
    return match.group().startswith("i was") or _ONCE.search(text[: match.start()]) is not None


def _owner(match: re.Match[str]) -> Literal["speaker", "other", "unsaid"]:
    who = match.groupdict().get("who")
    if who is None:
        return "unsaid"
    return "speaker" if who in _SPEAKER else "other"
