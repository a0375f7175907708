from bot.evaluation.__main__ import main
from bot.evaluation.published import PUBLISHED
from bot.evaluation.report import MEASURES, misses, tier_table
from tests.evaluation.conftest import judged


def test_every_measure_stands_beside_what_was_published():
    assert set(MEASURES) == set(PUBLISHED)


def test_a_miss_shows_what_was_expected_what_came_and_why():
    wrong = judged("T4", "T3", labelled="physical_therapist", named="occupational_therapist")
    text = "\n".join(misses([wrong], [wrong]))
    assert "expected   T4 recommendation, physical_therapist" in text
    assert "core       T3 recommendation, occupational_therapist, by made_up" in text
    assert "interview  the same" in text
    assert "source     made up" in text


def test_under_triage_and_breaches_of_scope_stand_out_among_the_misses():
    text = "\n".join(misses([judged("T0", "T1")], [judged("T0", "T0", violations=("I1 names somebody",))]))
    assert "UNDER-TRIAGE" in text
    assert "OUT OF SCOPE: I1 names somebody" in text


def test_a_case_as_labelled_is_not_a_miss():
    assert list(misses([judged("T1", "T1")], [judged("T1", "T1")])) == ["not as labelled: 0"]


def test_the_tiers_are_counted_by_the_true_tier():
    lines = list(tier_table("core", [judged("T0", "T1"), judged("T4", "T1"), judged("T4", "T4")]))
    assert lines[1].split() == ["true", "tier", "T0", "1", "0", "1", "0"]
    assert lines[5].split() == ["true", "tier", "T4", "2", "1", "0", "1"]


def test_the_command_prints_the_table_and_ends_well_when_every_bar_holds(folder, capsys):
    assert main([str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "strict safety" in printed
    assert printed.endswith("Every bar holds.\n")


def test_the_command_fails_and_says_which_bar_broke(folder, capsys):
    path = folder / "some.yml"
    label = "outcome: emergency, tier: T0, professional: null"
    wrong = path.read_text(encoding="utf-8").replace(
        "outcome: recommendation, tier: T4, professional: physical_therapist", label
    )
    path.write_text(wrong, encoding="utf-8")
    assert main([str(folder)]) == 1
    assert "BROKEN core on all facts: 1 answered below their true tier" in capsys.readouterr().out
