"""Whom the request is for, and how old that person is."""

import re
from collections.abc import Iterator

from bot.nlu.ages import AgeMention, age_band, ages_in
from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading

_ADULT = 18
_A_THING = re.compile(
    r"^\s*(?:injury|surgery|car|shoes?|mattress|tear|sprain|problem|pain|scar|house|dog|cat|"
    r"horse|phone|laptop|knee|hip)\b"
)
_HAD = re.compile(r"\b(?:had|was|got|fell|started|wanted|needed|broke|fractured|injured|sprained|tore)$")
_STILL_ABOUT_THEM = re.compile(r"\b(?:he|she|him|her|his|needs|can'?t|cant|is|has|wants|struggles|keeps)\b")
_SOMEONES = re.compile(r"\b(?:my|our|an?|her|his|with|have|got)\s+$")
_I_AM = re.compile(r"\b(?:i'?m|i am|im|as)\s+an?\s+$")


def subject(reading: Reading) -> Mention | None:
    """The last mention of whom the request is for, or None when the message does not say."""
    said = [
        mention
        for mention in reading.of("for_whom")
        if not mention.modifiers & {"negated", "hypothetical"} and not _is_family_history(reading, mention)
    ]
    return said[-1] if said else None


def is_about_other(reading: Reading) -> bool:
    """Whether the request is for somebody else, whose conditions then count."""
    whom = subject(reading)
    return whom is not None and whom.value != "self"


def _is_family_history(reading: Reading, mention: Mention) -> bool:
    """ "My dad had a stroke" asks nothing for him; "my dad had a stroke and needs help" and "for my dad" do."""
    if mention.value != "other_adult" or not _HAD.search(reading.text[mention.start : mention.end].lower()):
        return False
    return not _STILL_ABOUT_THEM.search(reading.text[mention.end :].lower())


def read_people(reading: Reading) -> Iterator[Finding]:
    """for_whom, age and guardian."""
    whom = subject(reading)
    age = _age_of_subject(reading, whom)
    grown_child = whom is not None and whom.value == "child" and age is not None and age.years >= _ADULT
    if whom:
        yield reading.finding("for_whom", "other_adult" if grown_child else whom.value, whom.start, whom.end)
    if age:
        yield reading.finding("age", age_band(age.years), age.start, age.end)
    guardians = (
        [] if grown_child else [mention for mention in reading.of("guardian") if not mention.is_denied]
    )
    # "My son" makes the speaker a parent only when the request is for him.
    if guardians and (guardians[-1].row.stated or (whom is not None and whom.value == "child")):
        last = guardians[-1]
        yield reading.finding("guardian", last.value, last.start, last.end)


def _age_of_subject(reading: Reading, whom: Mention | None) -> AgeMention | None:
    for_other = whom is not None and whom.value != "self"
    mentions = [age for age in ages_in(reading.text) if not _A_THING.search(reading.text[age.end :].lower())]
    if for_other:
        others = [age for age in mentions if age.of != "speaker"]
        return others[-1] if others else None
    own = [
        age
        for age in mentions
        if age.of == "speaker" or (age.of == "unsaid" and not _is_someone_elses(reading.text, age))
    ]
    return own[-1] if own else None


def _is_someone_elses(text: str, age: AgeMention) -> bool:
    before = text[: age.start].lower().replace("\u2019", "'")
    return bool(_SOMEONES.search(before)) and not _I_AM.search(before)
