"""Whom the request is for, and how old that person is."""

import re
from collections.abc import Iterator

from bot.nlu.ages import AgeMention, age_band, ages_in
from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading
from bot.nlu.word_lists import alternatives, word_list

_ADULT = 18


def _any(name: str) -> str:
    return alternatives(word_list("people_words", name))


_A_THING = re.compile(rf"^\s*(?:{_any('things')})\b")
# "My wife is on warfarin, I'm not, but I hit my head": the speaker asks for themselves.
_ABOUT_MYSELF = re.compile(rf"\b(?:{_any('about_myself')})\b", re.IGNORECASE)
_HAD = re.compile(rf"\b(?:{_any('events')})$")
_STILL_ABOUT_THEM = re.compile(rf"\b(?:{_any('still_about_them')})\b")
_SOMEONES = re.compile(rf"\b(?:{_any('someones')})\s+$")
_SPEAKER = re.compile(rf"\b(?:{_any('first_person')})\b(?! (?:{_any('not_first_person')})\b)")
_RELATION_AFTER = re.compile(rf"[\s-]*(?:{_any('relations')})\b")
_I_AM = re.compile(r"\b(?:i'?m|i am|im|as)\s+an?\s+$")


def subject(reading: Reading) -> Mention | None:
    """The last mention of whom the request is for, or None when the message does not say."""
    said = [
        mention
        for mention in reading.of("for_whom")
        if not mention.modifiers & {"negated", "hypothetical"}
        and not _is_family_history(reading, mention)
        and not (mention.value == "other_adult" and _ABOUT_MYSELF.search(reading.text[mention.end :]))
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
    if whom is None and (named := _named_with_age(reading)):
        place, age = named
        child = age.years < _ADULT
        yield reading.finding("for_whom", "child" if child else "other_adult", place, age.end)
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


def _named_with_age(reading: Reading) -> tuple[int, AgeMention] | None:
    """Where somebody is named with an age, and the age, when the speaker says nothing about themselves:
    "wife 41, lower back", "he's 13 and plays football".
    """
    text = reading.text.lower().replace("\u2019", "'")
    if _SPEAKER.search(text):
        return None
    ages = [
        age for age in ages_in(reading.text) if age.of == "other" or _RELATION_AFTER.match(text[age.end :])
    ]
    return (ages[-1].start, ages[-1]) if ages else None


def _age_of_subject(reading: Reading, whom: Mention | None) -> AgeMention | None:
    for_other = whom is not None and whom.value != "self"
    mentions = [age for age in ages_in(reading.text) if not _is_of_a_thing(reading.text.lower(), age)]
    if for_other:
        others = [age for age in mentions if age.of != "speaker"]
        return others[-1] if others else None
    own = [
        age
        for age in mentions
        if age.of == "speaker" or (age.of == "unsaid" and not _is_someone_elses(reading.text, age))
    ]
    return own[-1] if own else None


def _is_of_a_thing(text: str, age: AgeMention) -> bool:
    """ "A 3 year old injury"; but "34 f knee pain" is a person."""
    return text[: age.end].endswith("old") and _A_THING.search(text[age.end :]) is not None


def _is_someone_elses(text: str, age: AgeMention) -> bool:
    before = text[: age.start].lower().replace("\u2019", "'")
    return bool(_SOMEONES.search(before)) and not _I_AM.search(before)
