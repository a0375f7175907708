"""Whole results read at grade 6 or lower, and those about danger at grade 5, with every part filled in.

Texts by themselves are graded in tests/test_readability.py. Here they are joined as a person gets them.
"""

import re

import pytest

from bot.triage.locales import load_locales
from tests.review.assembled import cases_of_flags, cases_of_rules, cases_of_vignettes, spoken_of
from tests.test_readability import GRADE, GRADE_IN_DANGER, grade, without_names

CASES = {"signs": cases_of_flags, "rows": cases_of_rules}


def as_read(result):
    """The text as a person reads it, their own words and the web address left out."""
    text = result.text
    for answer in sorted(result.answers, key=len, reverse=True):
        text = text.replace(f'"{answer}"', '"this"')
    return without_names(re.sub(r"https?://\S+", "here", text))


def highest(result):
    return GRADE_IN_DANGER if result.urgent else GRADE


@pytest.mark.parametrize("locale", load_locales())
@pytest.mark.parametrize("kind", ["signs", "rows"])
def test_a_result_is_easy_to_read(kind, locale):
    results = spoken_of(CASES[kind], locale)
    hard = {result.name: grade(as_read(result)) for result in results}
    assert {result.name: hard[result.name] for result in results if hard[result.name] > highest(result)} == {}


def test_the_result_of_each_vignette_is_easy_to_read():
    results = spoken_of(cases_of_vignettes)
    hard = {result.name: grade(as_read(result)) for result in results}
    assert {result.name: hard[result.name] for result in results if hard[result.name] > highest(result)} == {}


def test_what_would_change_a_result_is_easy_to_read_with_each_answer_in_it():
    results = spoken_of(cases_of_vignettes)
    lines = {change["text"] for result in results for change in result.data["would_change"]}
    hard = {line: grade(without_names(line)) for line in sorted(lines)}
    assert len(lines) > 50
    assert {line: found for line, found in hard.items() if found > GRADE} == {}
