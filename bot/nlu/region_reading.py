"""Which body part, and which side of it."""

from collections.abc import Iterator

from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading
from bot.nlu.side_reading import Side, sides_said

_NEAR = 7
_PAST = frozenset({"historical", "resolved", "other_person", "negated"})


def read_region(reading: Reading) -> Iterator[Finding]:
    """The region a symptom is said of, and its side.

    A region that a symptom only spreads to counts last, and one that is over, denied or somebody else's only where
    nothing else is named. Of equals the first counts, unless the person corrects themselves ("sorry, my hip"), when the
    last does.
    """
    mentions = [
        mention for mention in reading.of("region") if not mention.modifiers & {"idiom", "hypothetical"}
    ]
    chosen: Mention | None = None
    standing = [mention for mention in mentions if "negated" not in mention.modifiers]
    if standing:
        best = max(_weight(reading, mention) for mention in standing)
        equal = [mention for mention in standing if _weight(reading, mention) == best]
        chosen = equal[-1] if reading.cues("correction") else equal[0]
    sides = sides_said(reading.text, [(one.start, one.end) for one in mentions])
    if chosen is None and sides and mentions:
        # "Not the left knee, the right one" denies a side, and no knee.
        chosen = mentions[-1]
    if chosen is not None:
        yield reading.finding("region", chosen.value, chosen.start, chosen.end)
    sides = _sides_of(sides, chosen, mentions, bool(reading.cues("correction")))
    if sides:
        last = sides[-1]
        named = {side.value for side in sides}
        together = "both" in named or {"left", "right"} <= named
        yield reading.finding("side", "both" if together else last.value, last.start, last.end)


def _sides_of(
    sides: list[Side], chosen: Mention | None, mentions: list[Mention], corrected: bool
) -> list[Side]:
    """The sides that count: the last after a correction, else those said right before the region, else those alone."""
    if corrected:
        return sides[-1:]
    # "Quad strain, right leg": a side of another word for the same place is better than none.
    own = [
        one for one in sides if one.of is None or chosen is None or _is_of(one.of, chosen, mentions)
    ] or sides
    return [one for one in own if one.of is not None] or own


def _is_of(place: int, chosen: Mention, mentions: list[Mention]) -> bool:
    """Whether the region at `place` is the chosen one, or another word for it."""
    return any(mention.start == place and mention.value == chosen.value for mention in mentions)


def _weight(reading: Reading, mention: Mention) -> int:
    if mention.modifiers & _PAST:
        return -1
    if any(
        cue.last == mention.first or cue.first <= mention.first < cue.last for cue in reading.cues("spread")
    ):
        return 0
    if mention.value == "widespread":
        return 3
    first, last = reading.words.sentence_of(mention.first)
    symptoms = [cue for cue in reading.cues("symptom") if first <= cue.first < last]
    return 2 if any(abs(cue.first - mention.first) <= _NEAR for cue in symptoms) else 1
