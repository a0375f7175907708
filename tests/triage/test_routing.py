"""Every row of the routing table, every exclusion, clearance row and combination, case by case."""

from pathlib import Path

import pytest

from bot.evaluation.table_files import load_tables
from bot.triage.clearance import clearance_row
from bot.triage.red_flags import raised_flags
from bot.triage.routing import exclusions
from tests.triage.conftest import CONTENT

TABLES = load_tables(Path(__file__).parent, CONTENT)
CASES = TABLES.routing


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_is_decided_as_the_reference_says(case):
    assert case.broken_by(CONTENT) is None


@pytest.mark.parametrize("case", TABLES.invariants, ids=lambda case: case.name)
def test_the_invariants_forbid_whom_the_reference_says(case):
    assert case.broken_by(CONTENT) is None


def test_every_row_decides_a_case():
    assert {case.rule for case in CASES} == {rule.id for rule in CONTENT.rules}


def test_every_exclusion_is_the_reason_in_a_case():
    shown = {
        exclusion.id
        for case in CASES
        if case.excluded is not None
        for exclusion in exclusions(case.evidence, CONTENT).values()
    }
    assert shown == {exclusion.id for exclusion in CONTENT.exclusions}


def test_every_clearance_row_decides_a_case():
    rows = [
        clearance_row(case.evidence, case.professional, CONTENT)
        for case in CASES
        if case.clearance is not None
    ]
    assert {row.id for row in rows if row} == {row.id for row in CONTENT.clearance}


def test_every_combination_raises_its_flag_in_a_case():
    raised = {flag.combination for case in CASES for flag in raised_flags(case.evidence, CONTENT)}
    assert raised - {None} == {row.id for row in CONTENT.combinations}


def test_every_invariant_forbids_somebody_in_a_case():
    assert {name for case in TABLES.invariants for name in case.never} == {
        row.id for row in CONTENT.invariants
    }


def test_case_names_are_unique():
    names = [case.name for case in (*CASES, *TABLES.questions)]
    assert sorted(names) == sorted(set(names))
