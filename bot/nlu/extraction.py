"""Reads every fact a message states. Pure: the same text and day give the same findings."""

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.event_reading import read_times
from bot.nlu.finding import Certainty, Finding
from bot.nlu.goal_reading import read_goal
from bot.nlu.mentions import Mention, Reading
from bot.nlu.pain_scores import pain_scores
from bot.nlu.people_reading import is_about_other, read_people
from bot.nlu.region_reading import read_region
from bot.nlu.word_lists import alternatives, word_list

# A condition or past care counts whenever it was; anything else counts only if it is so now.
_LASTING = frozenset({
    "neuro_condition", "widespread_pain", "heart_condition", "lung_condition", "kidney_condition",
    "insulin_diabetes", "diabetes_no_insulin", "transplant_or_bariatric", "other_condition",
    "osteoporosis", "implanted_device", "prior_therapy", "assessed_this_episode", "doctor_cleared",
    "surgery_cleared", "surgery_past_year", "recent_cardiac_event", "concussion_recent",
    "pregnant_or_postpartum", "mechanism", "injury_signs", "work_related", "professional", "faq_topic",
    "scope_ask", "child_need",
})  # fmt: skip
# What brings a pain on is not what caused it: "when I lift", against "when I lifted".
_BRINGS_IT_ON = re.compile(
    r"\b(?:when|whenever|if|every time|each time|while) (?:i|he|she|we) (?:play|lift|carry|"
    r"bend|pick|run|do|move|jump|throw|squat|sit|type)\b"
)
_ELSEWHERE = frozenset({"region", "goal", "for_whom", "guardian"})
_CAN_BE_DOUBTFUL = frozenset({
    "neuro_condition", "widespread_pain", "heart_condition", "lung_condition", "kidney_condition",
    "insulin_diabetes", "diabetes_no_insulin", "other_condition", "osteoporosis", "blood_thinners",
    "pregnant_or_postpartum", "falls_risk", "low_mood_distress", "uncontrolled_condition",
    "post_exertional_malaise", "hypoglycaemia_risk", "condition_stable", "doctor_cleared",
    "surgery_cleared",
})  # fmt: skip
_CONDITIONS = frozenset({
    "neuro_condition", "heart_condition", "lung_condition", "kidney_condition", "insulin_diabetes",
    "diabetes_no_insulin", "other_condition", "osteoporosis", "blood_thinners", "pregnant_or_postpartum",
    "active_cancer_treatment", "recent_cardiac_event", "widespread_pain",
})  # fmt: skip
_THEIRS = re.compile(
    rf"\b(?:{alternatives(word_list('people_words', 'relations'))}) "
    rf"(?:{alternatives(word_list('people_words', 'has'))}) "
    rf"(?:(?:{alternatives(word_list('people_words', 'has_what'))}) )*$"
)
_NEEDS_NO_NAME = frozenset({"difference", "diagnosis", "referral", "licence"})
_ABOUT_ANYONE = frozenset({"scope_ask", "professional", "faq_topic"})


def extract(text: str, today: date) -> tuple[Finding, ...]:
    """The findings of one message, one a fact, in order of position. `today` dates "since March".

    When a message says several values of a fact, the last counts; but a denial of one part ("no swelling")
    never takes back what another part said ("it gives way").
    """
    reading = Reading(text)
    found: dict[str, Finding] = {}
    for finding in (
        *_stated(reading),
        *read_times(reading, today),
        *read_region(reading),
        *read_people(reading),
    ):
        if finding.certainty == "sure" or finding.fact not in found:
            found[finding.fact] = finding
    if "for_whom" not in found or found["for_whom"].value != "child":
        found.pop("child_need", None)
    for score in pain_scores(reading.text):
        found["pain"] = reading.finding("pain", str(score.score), score.start, score.end)
    if "pain" in found and found["pain"].value == "0" and "region" not in found:
        # "Zero pain today" began nothing.
        found.pop("onset", None)
    if "insulin_diabetes" in found and found["insulin_diabetes"].value == "yes":
        found.pop("diabetes_no_insulin", None)
    goal = read_goal(reading, found)
    if goal:
        found["goal"] = goal
    professionals = {mention.value: mention for mention in reading.of("professional")}
    named = [
        reading.finding("professional", value, said.start, said.end) for value, said in professionals.items()
    ]
    found.pop("professional", None)
    return tuple(sorted([*found.values(), *named], key=lambda finding: (finding.start, finding.fact)))


def _stated(reading: Reading) -> Iterator[Finding]:
    about_other = is_about_other(reading)
    kept: dict[str, tuple[Finding, bool]] = {}
    for mention in reading.mentions:
        if mention.fact in _ELSEWHERE or mention.row.within or "idiom" in mention.modifiers:
            continue
        if "hypothetical" in mention.modifiers and mention.fact not in _ABOUT_ANYONE:
            continue
        if not about_other and mention.fact not in _ABOUT_ANYONE and _is_anothers(reading, mention):
            continue
        if mention.modifiers & {"historical", "resolved"} and mention.fact not in _LASTING:
            continue
        if mention.fact == "mechanism" and _BRINGS_IT_ON.search(
            reading.text[max(0, mention.start - 12) : mention.end].lower()
        ):
            continue
        for fact, value in _values(mention):
            previous = kept.get(fact)
            if previous and mention.is_denied and not previous[1]:
                continue
            kept[fact] = (
                reading.finding(fact, value, mention.start, mention.end, _certainty(mention)),
                mention.is_denied,
            )
    topic = kept.get("faq_topic")
    if (
        topic
        and "professional" not in kept
        and not ("?" in reading.text and topic[0].value in _NEEDS_NO_NAME)
    ):
        kept.pop("faq_topic")
    if "faq_topic" in kept:
        # "What does a physical therapist do" says nothing about care they have had.
        kept.pop("prior_therapy", None)
    yield from (finding for finding, _ in kept.values())


def _is_anothers(reading: Reading, mention: Mention) -> bool:
    """Whether a finding is somebody else's: "my partner has epilepsy, I never have"."""
    if "other_person" in mention.modifiers:
        return True
    return mention.fact in _CONDITIONS and _THEIRS.search(reading.text[: mention.start].lower()) is not None


def _values(mention: Mention) -> Iterator[tuple[str, str]]:
    if mention.is_denied and mention.fact not in _ABOUT_ANYONE:
        yield from ((fact, "no") for fact in mention.row.denied)
    else:
        yield mention.fact, mention.value


def _certainty(mention: Mention) -> Certainty:
    return "doubtful" if "uncertain" in mention.modifiers and mention.fact in _CAN_BE_DOUBTFUL else "sure"
