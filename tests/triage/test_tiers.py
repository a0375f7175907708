"""Every red flag told alone: as urgent as section 2 of the clinical reference says."""

from pathlib import Path

import pytest

from bot.evaluation.table_files import load_tables
from tests.triage.conftest import CONTENT

CASES = load_tables(Path(__file__).parent, CONTENT).tiers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_flag_is_as_urgent_as_the_reference_says(case):
    assert case.broken_by(CONTENT) is None


def test_all_76_flags_are_listed_once():
    assert len(CASES) == 76
    assert {case.name for case in CASES} == set(CONTENT.flags)


def test_an_emergency_that_an_earlier_check_does_not_lower_may_never_be_lowered():
    kept = {case.name for case in CASES if case.tier == "T0" and not case.lowered_if_assessed}
    assert kept == {case.name for case in CASES if case.never_lowered}
