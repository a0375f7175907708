"""What the times in a message say: how long it has hurt, and whether an event was recent enough to count."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.clause import clause_around
from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading
from bot.nlu.named_times import time_words
from bot.nlu.people_reading import is_about_other
from bot.nlu.time_ago import onset_band, surgery_band
from bot.nlu.time_reading import Anchor, bind_times

_RECENTLY, _CAME_BACK = (
    re.compile(rf"\b(?:{time_words().any_of(name)})\b", re.IGNORECASE) for name in ("recently", "came_back")
)
_SINCE_IT = re.compile(rf"\b(?:{time_words().any_of('began_with')})\b[^.;!?]{{0,40}}$", re.IGNORECASE)
_A_BARE_TIME = 5


def read_times(reading: Reading, today: date) -> Iterator[Finding]:
    """onset, surgery_when, and the facts that hold only for a recent event."""
    bound = bind_times(reading, today)
    symptomatic = bool(reading.cues("symptom") or reading.of("region"))
    onsets = [
        time
        for time, anchor in bound
        if (anchor is not None and anchor.kind == "onset")
        or (anchor is None and (symptomatic or (not time.vague and _is_about_time(reading))))
        or (
            symptomatic
            and anchor is not None
            and anchor.kind != "other"
            and _began_with_it(reading.text, time.start)
        )
    ]
    if onsets:
        # "For two months, worse this past week" began two months ago; "it came back a week ago" did not.
        counts_last = reading.cues("correction") or _CAME_BACK.search(reading.text)
        onset = onsets[-1] if counts_last else max(onsets, key=lambda time: time.days)
        yield reading.finding("onset", onset_band(onset.days), onset.start, onset.end)
    about_other = is_about_other(reading)
    for mention in sorted(reading.mentions, key=lambda mention: mention.row.stated):
        if not mention.row.within or mention.modifiers & {"idiom", "hypothetical"}:
            continue
        if "other_person" in mention.modifiers and not about_other:
            continue
        yield from _event(reading, mention, [(time.days, anchor) for time, anchor in bound])


def _began_with_it(text: str, start: int) -> bool:
    """Whether a time dates what the symptom began with: "since the operation 7 months ago"."""
    return _SINCE_IT.search(text[:start]) is not None


def _is_about_time(reading: Reading) -> bool:
    """Whether a time is what the message is about: "3 weeks now", or "no wait, it's been 2 years"."""
    return len(reading.words.forms) <= _A_BARE_TIME or bool(reading.cues("correction"))


def _event(reading: Reading, mention: Mention, bound: list[tuple[float, Anchor | None]]) -> Iterator[Finding]:
    """Whether an event was recent enough. With no date it says nothing, unless its words do: "just had surgery"."""
    if mention.is_denied:
        for fact in mention.row.denied:
            yield reading.finding(fact, "no", mention.start, mention.end)
        return
    ages = [
        days
        for days, anchor in bound
        if anchor is not None and (anchor.first, anchor.last) == (mention.first, mention.last)
    ]
    if not ages:
        ages = [days for days, anchor in bound if anchor is not None and anchor.kind == mention.fact]
    if not ages and not mention.row.stated and not _is_recent(reading, mention):
        return
    value = "yes" if not ages or ages[-1] <= (mention.row.within or 0) else "no"
    yield reading.finding(mention.fact, value, mention.start, mention.end)
    band = surgery_band(ages[-1]) if ages and mention.fact == "surgery_past_year" else None
    if band:
        yield reading.finding("surgery_when", band, mention.start, mention.end)


def _is_recent(reading: Reading, mention: Mention) -> bool:
    return bool(_RECENTLY.search(clause_around(reading.text, mention.start, mention.end)))
