"""Whole results for the lint, put together as they are said from the core's answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.evaluation.vignettes import load_vignettes
from bot.labels import statement
from bot.review.lint.results import SpokenResult
from bot.speech.audience import Audience
from bot.speech.phrases import standing_parameters
from bot.speech.result_message import result_data, result_text
from bot.triage.assess import MINOR_ALONE, assess
from bot.triage.content import load_content
from bot.triage.endings import endings
from bot.triage.evidence import UNKNOWN, Answer, Case
from bot.triage.explain import used_facts
from bot.triage.locales import locale_of

CONTENT = load_content()
VIGNETTES = Path(__file__).parents[1] / "vignettes"
LONGEST_QUOTE = 120
OWN_WORDS = "my mate says it is sciatica and 50% broken"


def spoken(name: str, case: Case, locale: str = "en-US") -> SpokenResult:
    """The result of a case, on a channel that shows only text."""
    audience = Audience(locale)
    assessment = assess(case, CONTENT)
    used = used_facts(case, assessment, CONTENT)
    standing = standing_parameters(audience)
    return SpokenResult(
        name=name,
        text=result_text(case, assessment, CONTENT, audience),
        data=result_data(case, assessment, CONTENT, audience),
        answers=tuple(fact.said or statement(fact.id, fact.value) for fact in used),
        minor=any(flag.id == "minor_user" for flag in assessment.flags),
        locale=locale_of(locale),
        clinic_name=standing["clinic_name"],
        clinic_phone=standing["clinic_phone"],
    )


@cache
def spoken_of(cases: Callable[[], dict[str, Case]], locale: str = "en-US") -> tuple[SpokenResult, ...]:
    """The results of `cases_of_vignettes`, `cases_of_rules` or `cases_of_flags`, put together once for all."""
    return tuple(spoken(name, case, locale) for name, case in cases().items())


@cache
def cases_of_vignettes() -> dict[str, Case]:
    """Every vignette, with its own text as the person's words for what it tells."""
    found = {}
    for vignette in load_vignettes(VIGNETTES, CONTENT):
        case = vignette.complete(CONTENT)
        words = vignette.text[:LONGEST_QUOTE]
        found[vignette.id] = case.told(
            {fact: replace(case.answers[fact], said=words) for fact in vignette.told}
        )
    return found


@cache
def cases_of_rules() -> dict[str, Case]:
    """For each row of the routing table, a case that it decides, told in words or chosen from options.

    The row that stops a child without a guardian is left out: no result follows it.
    """
    decided = {assess(case, CONTENT).rule: case for case in cases_of_vignettes().values()}
    found = {}
    for rule in CONTENT.rules:
        if rule.id == MINOR_ALONE:
            continue
        answers = (decided.get(rule.id) or _example(rule.id)).answers
        found[rule.id] = Case({fact: Answer(answer.value) for fact, answer in answers.items()})
        found[f"{rule.id}, told"] = Case(
            {fact: Answer(answer.value, OWN_WORDS) for fact, answer in answers.items()}
        )
    return found


@cache
def cases_of_flags() -> dict[str, Case]:
    """For each danger sign, a case with nothing else, ticked in a list."""
    return {flag: Case({flag: Answer("yes"), "age": Answer("from_18_to_49")}) for flag in CONTENT.flags}


def _example(rule: str) -> Case:
    """A case that a row decides which no vignette reaches."""
    diagram = endings(CONTENT)
    example = diagram.diagrams.example(diagram.rules, rule)
    return Case({fact: Answer(_value(fact, level)) for fact, level in example.items() if level != UNKNOWN})


def _value(fact: str, level: str) -> str:
    """A value that a person could answer, for a level that rules see."""
    return next(value for value, seen in CONTENT.facts[fact].level_of.items() if seen == level)
