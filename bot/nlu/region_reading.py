"""Which body part, and which side of it."""

import re
from collections.abc import Iterator

from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading

_Side = tuple[str, int, int]
_NEAR = 7
_SIDE_REACH = 40
_ENDS = re.compile(r"\s*(?:$|[.,;!?]|side|not\b|one\b|and\b|but\b)")
_SIDE_BEFORE = re.compile(
    r"\b(?P<side>left|right|lft|rite|both|l|r)(?:[ -]?(?:hand )?side)?(?: of)?(?: my| the|"
    r" his| her)?(?: (?:lower|upper|inner|outer|front|back|big|little|index|middle|ring))?\W*$"
)
_SIDE_ALONE = re.compile(
    r"\b(?:(?:on|in|down|from) (?:the|my|his|her) |(?:the|my|his|her|on|its|it'?s|"
    r"is) (?:the )?)(?P<side>left|right)(?: (?:hand )?side| one)?(?=\W|$)(?! (?:now|away|"
    r"after|before|thing|way|place|person|time|here|there|direction|one for|when|as|in the|at|"
    r"idea|track|decision))"
    r"|\b(?P<both>both sides|either side|each side)\b"
)
_OPPOSITE = re.compile(r"\b(?:not|isn'?t|wasn'?t|rather than|instead of)(?: (?:my|the|on|his|her))*\s*$")


def read_region(reading: Reading) -> Iterator[Finding]:
    """The region a symptom is said of, and its side.

    A region that a symptom only spreads to counts last. Of equals the first counts, unless the person
    corrects themselves ("sorry, my hip"), when the last does.
    """
    mentions = [
        mention
        for mention in reading.of("region")
        if not mention.modifiers & {"negated", "idiom", "hypothetical"}
    ]
    chosen: Mention | None = None
    if mentions:
        best = max(_weight(reading, mention) for mention in mentions)
        equal = [mention for mention in mentions if _weight(reading, mention) == best]
        chosen = equal[-1] if reading.cues("correction") else equal[0]
        yield reading.finding("region", chosen.value, chosen.start, chosen.end)
    same_region = [mention for mention in mentions if chosen is not None and mention.value == chosen.value]
    sides = _sides_of(reading.text.lower(), same_region) or _sides_alone(reading.text.lower(), bool(mentions))
    if sides:
        value, start, end = sides[-1]
        if {"left", "right"} <= {side for side, _, _ in sides} and not reading.cues("correction"):
            value = "both"
        yield reading.finding("side", value, start, end)


def _weight(reading: Reading, mention: Mention) -> int:
    if any(
        cue.last == mention.first or cue.first <= mention.first < cue.last for cue in reading.cues("spread")
    ):
        return 0
    if mention.value == "widespread":
        return 3
    first, last = reading.words.sentence_of(mention.first)
    symptoms = [cue for cue in reading.cues("symptom") if first <= cue.first < last]
    return 2 if any(abs(cue.first - mention.first) <= _NEAR for cue in symptoms) else 1


def _sides_of(text: str, regions: list[Mention]) -> list[_Side]:
    """Sides said right before a region: "my left knee"."""
    matches = [
        _SIDE_BEFORE.search(text, max(0, region.start - _SIDE_REACH), region.start) for region in regions
    ]
    sides = [
        (_side_value(match["side"]), match.start("side"), match.end("side")) for match in matches if match
    ]
    return [side for side in sides if not _OPPOSITE.search(text[: side[1]])]


def _sides_alone(text: str, has_region: bool) -> list[_Side]:
    """Sides said by themselves: "on the left", "it's the right one". Without a region the words must stand last."""
    sides: list[_Side] = []
    for match in _SIDE_ALONE.finditer(text):
        value = match["side"] or "both"
        start = match.start("side") if match["side"] else match.start()
        if not _OPPOSITE.search(text[:start]) and (
            has_region or not match["side"] or _ENDS.match(text[match.end() :])
        ):
            sides.append((value, start, match.end()))
    return sides


def _side_value(word: str) -> str:
    return {"l": "left", "lft": "left", "r": "right", "rite": "right"}.get(word, word)
