"""Conditions read as a clinician would say them, and no two different ones read the same."""

import pytest

from bot.triage.conditions import ALWAYS, NEVER, AllOf, AnyOf, Atom, Condition, Not
from bot.triage.endings import endings
from bot.triage.plain import in_words, name_of, one_of
from tests.triage.conftest import CONTENT


def is_(fact: str, *values: str) -> Atom:
    return Atom(fact, frozenset(values))


LASTING = is_("onset", "under_3_months", "over_3_months")
TREATED = is_("goal", "treat_pain", "recover_injury")
OLD = is_("age", "from_65")
TREATED_WORDS = "goal is treat pain or recover injury"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (AllOf((TREATED, LASTING)), "goal is treat pain or recover injury, and onset is lasting"),
        (ALWAYS, "always"),
        (NEVER, "never"),
        (is_("pain", "mild", "moderate"), "pain is 1 to 5"),
        (is_("pain", "none", "strong"), "pain is 0 or 6 to 7"),
        (is_("worsening", "yes", "unknown"), "worsening is yes or not known"),
        (is_("goal", "work", "unknown"), "goal is work or not known"),
        (is_("danger", "T0", "T1"), "danger is T0 or T1"),
        (is_("danger", "T2", "T2_msk"), "danger is T2"),
        (is_("danger", "T2_msk"), "danger is T2 with movement causes only"),
        (is_("danger", "T4"), "danger is none"),
        (Not(LASTING), "onset is not lasting"),
        (Not(TREATED), "goal is none of treat pain, recover injury"),
        (AllOf((LASTING, AnyOf((TREATED, OLD)))), f"onset is lasting, and ({TREATED_WORDS}, or age is from 65)"),
        (Not(AllOf((LASTING, TREATED))), f"not (onset is lasting, and {TREATED_WORDS})"),
        (AnyOf((is_("athlete", "yes"), is_("falls_risk", "yes"))), "at least one of these is yes: athlete, falls risk"),
        (Not(AnyOf((is_("athlete", "yes"), is_("falls_risk", "yes")))), "none of these is yes: athlete, falls risk"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_it_would_be_said(condition: Condition, words: str):
    assert in_words(condition, CONTENT) == words


def test_the_opposite_of_yes_says_that_not_known_is_among_it():
    assert in_words(Not(is_("doctor_cleared", "yes")), CONTENT) == "doctor cleared is no or not known"


def test_a_danger_sign_is_never_called_not_known():
    assert in_words(Not(is_("falls_risk", "yes")), CONTENT) == "falls risk is no"


def test_a_defined_term_is_called_by_its_name():
    terms = {LASTING: "an old problem"}
    assert in_words(AllOf((TREATED, LASTING)), CONTENT, terms).endswith("and “an old problem” holds")
    assert in_words(Not(LASTING), CONTENT, terms) == "“an old problem” does not hold"


def test_conditions_that_differ_in_meaning_read_differently():
    diagrams, in_force = endings(CONTENT).diagrams, endings(CONTENT).in_force
    rows = [*CONTENT.rules, *CONTENT.exclusions, *CONTENT.invariants, *CONTENT.questions.values()]
    meant: dict[str, set[int]] = {}
    for row in rows:
        meant.setdefault(in_words(row.when, CONTENT), set()).add(diagrams.condition(row.when, in_force))
    assert [words for words, meanings in meant.items() if len(meanings) > 1] == []


def test_ids_and_lists_become_words():
    assert name_of("physical_therapist") == "physical therapist"
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b", "c"]) == "a, b or c"
