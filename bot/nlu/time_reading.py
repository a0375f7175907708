"""What each time in a message is about: how long it has hurt, or how long ago an operation or event was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.nlu.durations import times_ago
from bot.nlu.mentions import Reading
from bot.nlu.phrase_finder import PAUSE
from bot.nlu.time_ago import TimeAgo

_SYMPTOM_FACTS = (
    "region",
    "limits_activity",
    "mechanism",
    "injury_signs",
    "worsening",
    "spreads_or_wakes",
    "positional_vertigo",
)
_OTHER_FACTS = (
    "prior_therapy", "active_now", "athlete", "neuro_condition", "heart_condition", "lung_condition",
    "kidney_condition",
    "insulin_diabetes", "diabetes_no_insulin", "other_condition", "osteoporosis", "assessed_this_episode",
    "doctor_cleared",
    "surgery_cleared", "blood_thinners", "falls_risk", "transplant_or_bariatric", "active_cancer_treatment",
    "post_exertional_malaise", "pregnant_or_postpartum", "wants_vigorous",
)  # fmt: skip
_PAUSE_COST = 3
_AFTER_COST = 1
_TOO_FAR = 14


@dataclass(frozen=True)
class Anchor:
    """Something in a message that a time can be about."""

    kind: str
    first: int
    last: int


def bind_times(reading: Reading, today: date) -> list[tuple[TimeAgo, Anchor | None]]:
    """Each time with the nearest thing it can be about: "onset", an event fact, "other", or nothing at all."""
    anchors = list(_anchors(reading))
    return [(time, _nearest(reading, time, anchors)) for time in times_ago(reading.text, today)]


def _anchors(reading: Reading) -> Iterator[Anchor]:
    dated = [
        mention for mention in reading.mentions if mention.row.within or mention.fact == "surgery_past_year"
    ]
    taken = {(mention.first, mention.last) for mention in dated}
    for mention in dated:
        yield Anchor(mention.fact, mention.first, mention.last)
    activities = reading.cues("activity")
    for mention in reading.mentions:
        if any(cue.first < mention.last and mention.first < cue.last for cue in activities):
            continue
        if (mention.first, mention.last) in taken or any(
            event.first <= mention.first and mention.last <= event.last for event in dated
        ):
            continue
        if mention.fact in _SYMPTOM_FACTS:
            yield Anchor("onset", mention.first, mention.last)
        elif mention.fact in _OTHER_FACTS:
            yield Anchor("other", mention.first, mention.last)
    for cue in reading.cues("symptom"):
        yield Anchor("onset", cue.first, cue.last)
    for cue in activities:
        yield Anchor("other", cue.first, cue.last)


def _nearest(reading: Reading, time: TimeAgo, anchors: list[Anchor]) -> Anchor | None:
    first, last = reading.form_at(time.start), reading.form_at(max(time.end - 1, time.start)) + 1
    sentence = reading.words.sentence_of(min(first, len(reading.words.forms) - 1))
    best: tuple[float, int] | None = None
    for number, anchor in enumerate(anchors):
        if not sentence[0] <= anchor.first < sentence[1]:
            continue
        cost = _distance(reading, first, last, anchor)
        # An event outranks a symptom at the same distance: "knee surgery 8 weeks ago" holds both.
        cost -= 0.5 if anchor.kind not in ("onset", "other") else 0
        if cost <= _TOO_FAR and (best is None or cost < best[0]):
            best = (cost, number)
    return anchors[best[1]] if best else None


def _distance(reading: Reading, first: int, last: int, anchor: Anchor) -> float:
    before = anchor.last <= first
    between = reading.words.forms[anchor.last : first] if before else reading.words.forms[last : anchor.first]
    return (
        len(between)
        + _PAUSE_COST * sum(form in (PAUSE, "but", "and") for form in between)
        + (0 if before else _AFTER_COST)
    )
