from pathlib import Path

import pytest

from bot.evaluation.case_tables import CaseTables, RoutingCase
from bot.evaluation.equivalence import difference
from bot.evaluation.mutants import mutants
from bot.evaluation.mutation import Judges, report
from bot.evaluation.table_files import load_tables
from bot.triage.evidence import Answer, Case
from bot.triage.rows import ContentError

TABLES = Path(__file__).parent.parent / "triage"
NO_TABLES = CaseTables((), (), (), ())


@pytest.fixture(scope="module")
def made(content):
    return list(mutants(content))


def find(made, row, kind):
    return next(mutant for mutant in made if (mutant.row, mutant.kind) == (row, kind))


def test_every_row_of_the_content_is_put_at_fault(made, content):
    rows = {mutant.row for mutant in made}
    for section in ("rules", "exclusions", "invariants", "clearance", "combinations"):
        assert {entry.id for entry in getattr(content, section)} <= rows
    assert {*content.flags, *content.questions} <= rows


def test_no_mutant_is_the_real_content(made, content):
    for mutant in made:
        assert getattr(mutant.content, mutant.section) != getattr(content, mutant.section), mutant


def test_faults_in_what_is_compiled_have_diagrams_of_their_own(made, content):
    compiled = [
        mutant for mutant in made if mutant.section in ("rules", "flags", "clearance", "combinations")
    ]
    versions = [mutant.content.version for mutant in compiled]
    assert len(set(versions)) == len(versions)
    assert content.version not in versions


def test_a_fault_that_shows_is_killed_by_the_case_tables(made, content):
    judges = Judges.of(content, load_tables(TABLES, content), ())
    assert judges.fate(find(made, "P24", "rule deleted")).killer == "case tables"


def test_a_fault_that_no_table_shows_is_killed_by_the_proof(made, content):
    judges = Judges.of(content, NO_TABLES, ())
    assert judges.fate(find(made, "X.falls", "exclusion deleted")).killer == "verify"


def test_a_fault_that_nothing_shows_is_a_hole_with_evidence(made, content):
    judges = Judges.of(content, NO_TABLES, ())
    fate = judges.fate(find(made, "P10", "rule deleted"))
    assert fate.killer is None
    assert fate.verdict.hole
    assert "positional_vertigo is yes" in fate.verdict.reason
    assert list(report([fate]))[-1].startswith("- rules P10, rule deleted (deleted): HOLE")


def test_a_fault_that_changes_nothing_is_proved_to(made, content):
    # Without a doctor's OK a heart event is a sign that nobody exercises on; with it the row above decides.
    event = "without “recent cardiac event is yes”"
    same = next(mutant for mutant in made if mutant.row == "A3" and mutant.what == event)
    assert difference(same, content) is None


def test_a_case_says_what_became_of_it(content):
    case = RoutingCase(
        "a wish", Case({"goal": Answer("work")}), "P17", "occupational_therapist", None, None, None, None
    )
    assert case.broken_by(content) == "P17 (occupational_therapist) became P19 (occupational_therapist)"


def test_a_table_with_an_unknown_value_is_refused(tmp_path, content):
    for name in ("tiers", "invariant_cases", "question_cases"):
        (tmp_path / f"{name}.yml").write_text("cases: []")
    (tmp_path / "routing_cases.yml").write_text('cases: [{case: a, facts: {pain: "11"}, rule: P24}]')
    with pytest.raises(ContentError, match=r"routing_cases.yml.*'11'"):
        load_tables(tmp_path, content)
