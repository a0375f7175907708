"""Checks every response, with every value each of its parameters can carry, in every locale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.gsm7 import TWO_MESSAGES, foreign_characters, septets
from bot.review.lint.disease_names import diseases_in, names_asked_about
from bot.review.lint.finding import Finding, Problem
from bot.review.lint.labels import check_labels
from bot.review.lint.parameters import Values, fillings, values_of_parameters
from bot.review.lint.phrases import forbidden_in
from bot.review.lint.text_messages import SMS, check_text_message
from bot.triage.entries import Content
from bot.triage.locales import load_locales
from bot.triage.plain import name_of
from bot.wording import Wording

# Texts that ask, or read an answer back to ask whether it is right: they may name what they ask about.
ASKING = (
    "utter_ask_",
    "utter_why_",
    "utter_confirm_",
    "utter_summary",
    "utter_changed",
    "utter_flag_",
    "utter_label_",
    "utter_rephrase_choices",
    "utter_choices",
    "utter_change_",
    "utter_sms_ask_",
)
DANGER = (
    "utter_emergency",
    "utter_same_day",
    "utter_still_",
    "utter_result_emergency",
    "utter_result_same_day",
    "utter_next_step_emergency",
    "utter_next_step_same_day",
    "utter_poison_line",
    "utter_abuse_line",
    "utter_not_assessed",
    "utter_failsafe_not_a_diagnosis",
    "utter_error_emergency",
    "utter_sms_still_",
    "utter_sms_not_assessed",
)
CALLS_FOR_HELP = (
    "utter_emergency",
    "utter_same_day",
    "utter_still_",
    "utter_urgent_signs_",
    "utter_not_assessed",
    "utter_sms_still_",
    "utter_sms_not_assessed",
    "utter_sms_greet",
    "utter_sms_help",
    "utter_sms_opted_out",
)
NO_CALL = ("utter_same_day_line",)
# What the SMS channel sends first. Options under a question are another message's concern.
FITS_TWO_MESSAGES = ("utter_emergency", "utter_same_day", "utter_confirm_", "utter_ask_", "utter_greet")
PARTS = {
    "{person}": Problem.NO_PERSON,
    "{why}": Problem.NO_REASON,
    "{guardian}": Problem.NO_GUARDIAN,
    "{urgent_signs}": Problem.NO_URGENT_SIGNS,
    "{changes}": Problem.NO_CHANGES,
}
# Danger says when to get help in its advice; an emergency shows its text and nothing that can wait (reference 2.2).
PARTS_NOT_NEEDED = {
    "utter_result_emergency": ("{why}", "{guardian}", "{urgent_signs}", "{changes}"),
    "utter_result_same_day": ("{urgent_signs}", "{changes}"),
    "utter_result_outside_scope": ("{changes}",),
    "utter_result_person": ("{changes}",),
}
SHORT_NAMES = ("therapist", "physiologist", "specialist", "physio", "sports doctor", "trainer")
RESULT = re.compile(r"utter_result_(?!why$)\w+")


def check_templates(words: Wording, content: Content) -> tuple[Finding, ...]:
    """Every fault of every response, each once."""
    found: dict[tuple[str, Problem, str], Finding] = {}
    for locale in load_locales().values():
        values = values_of_parameters(words, content, locale)
        for response in sorted(words.ids()):
            for finding in check_response(response, words, content, values):
                found.setdefault((finding.response, finding.problem, finding.detail), finding)
    for finding in check_labels(words, content):
        found.setdefault((finding.response, finding.problem, finding.detail), finding)
    return tuple(found.values())


def professionals_in(text: str, content: Content) -> tuple[str, ...]:
    """The professionals a text names: the six by name, and the short names people have for them."""
    return tuple(dict.fromkeys(name.lower() for name in _professional(content.professionals).findall(text)))


def check_response(response: str, words: Wording, content: Content, values: Values) -> Iterator[Finding]:
    """Every fault of one response, over these values of its parameters."""
    unknown = words.parameters(response) - values.keys()
    if unknown:
        detail = ", ".join(sorted(unknown))
        yield Finding(response, Problem.UNKNOWN_PARAMETER, words.template(response), detail)
        return
    yield from _parts(response, words)
    asking = response.startswith(ASKING)
    texts = fillings(words, response, values)
    for said, may_ask in [
        *((text, asking) for text in texts),
        *((b.title, True) for b in words.buttons(response)),
    ]:
        for problem, detail in faults_of_words(_without_own_words(said, values), may_ask):
            yield Finding(response, problem, said, detail)
    for text in texts:
        if response.startswith(DANGER):
            for name in professionals_in(text, content):
                yield Finding(response, Problem.PROFESSIONAL_IN_DANGER, text, name)
        calls = response.startswith(CALLS_FOR_HELP) and response not in NO_CALL
        if calls and values["emergency_number"][0] not in text:
            yield Finding(response, Problem.NO_EMERGENCY_NUMBER, text)
        if response.startswith(FITS_TWO_MESSAGES) and septets(text) > TWO_MESSAGES:
            yield Finding(response, Problem.TOO_LONG, text)
    if response.startswith(SMS):
        yield from check_text_message(response, words, content, values)


@lru_cache(maxsize=8192)
def faults_of_words(text: str, asking: bool = False) -> tuple[tuple[Problem, str], ...]:
    """What is wrong with words, whatever carries them; `asking` lets them name what questions name."""
    diseases = [name for name in diseases_in(text) if not (asking and name in names_asked_about())]
    foreign = foreign_characters(text)
    return (
        *forbidden_in(text),
        *((Problem.DISEASE, name) for name in diseases),
        *([(Problem.CHARACTERS, foreign)] if foreign else []),
    )


@lru_cache(maxsize=4)
def _professional(professionals: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join((*map(name_of, professionals), *SHORT_NAMES))
    return re.compile(rf"\b(?:{names})(?=s?\b)", re.IGNORECASE)


def _parts(response: str, words: Wording) -> Iterator[Finding]:
    """The parts every result has (reference 4.3 I7)."""
    if not RESULT.fullmatch(response):
        return
    template = words.template(response)
    if words.text("utter_not_a_diagnosis") not in template:
        yield Finding(response, Problem.NO_NOT_A_DIAGNOSIS, template)
    for part, problem in PARTS.items():
        if part not in template and part not in PARTS_NOT_NEEDED.get(response, ()):
            yield Finding(response, problem, template)


def _without_own_words(text: str, values: Values) -> str:
    said = values["said"]
    return re.sub(r'"[^"]*"', lambda quoted: "" if quoted[0] in said else quoted[0], text)
