"""Faults put into the content on purpose: each is found, with evidence that a clinician can read."""

import shutil

import pytest
import yaml

from bot.triage.content import FOLDER, load_content
from bot.triage.longest_interview import longest_interview
from bot.triage.verify import main, violations
from tests.triage.conftest import CONTENT


def rule(data, name):
    return next(row for row in data["rules"] if row["id"] == name)


def remove(section, name):
    def edit(data):
        data[section] = [row for row in data[section] if row["id"] != name]

    return edit


def change(section, name, **values):
    def edit(data):
        next(row for row in data[section] if row["id"] == name).update(values)

    return edit


def add(section, **row):
    return lambda data: data[section].append({**row, "source": "a test"})


def move_to_end(name):
    def edit(data):
        moved = rule(data, name)
        data["rules"].remove(moved)
        data["rules"].insert(-1, moved)

    return edit


SHADOWED = {"id": "P10.again", "when": {"positional_vertigo": ["yes"]}, "professional": "physical_therapist"}
IMPOSSIBLE = {"all": [{"age": ["under_13"]}, {"age": ["from_65"]}]}

FAULTS = {
    "a hole in the table": ("routing.yml", remove("rules", "P37.person"), "no row of routing.yml holds"),
    "a hole in the clearance table": ("clearance.yml", remove("clearance", "A1"), "no row of clearance.yml"),
    "a rule that another hides": ("routing.yml", add("rules", **SHADOWED), "P10.again can never decide"),
    "a clearance row that another hides": (
        "clearance.yml",
        add("clearance", id="late", when={"kidney_condition": ["yes"]}, needed=True),
        "late can never decide",
    ),
    "an exclusion that cannot hold": (
        "routing.yml",
        change("exclusions", "X.falls", when=IMPOSSIBLE),
        "X.falls can never hold",
    ),
    "a combination that cannot hold": (
        "red_flags.yml",
        change("combinations", "under_18", when=IMPOSSIBLE),
        "under_18 can never hold",
    ),
    "a question that cannot be asked": (
        "questions.yml",
        change("questions", "pain", when=IMPOSSIBLE),
        "pain can never be asked",
    ),
    "treatment by an exercise therapist": (
        "routing.yml",
        change("rules", "P24", professional="exercise_therapist", alternates=[]),
        "row P24 names the exercise_therapist",
    ),
    "corrective exercise through pain": (
        "routing.yml",
        change("rules", "P34", professional="corrective_exercise_specialist", alternates=[]),
        "row P34 names the corrective_exercise_specialist",
    ),
    "a heart condition without a doctor's OK": (
        "routing.yml",
        change(
            "rules",
            "P27.heart",
            professional="exercise_therapist",
            outcome="recommendation",
            destination=None,
        ),
        "row P27.heart names the exercise_therapist",
    ),
    "a doctor's sign that is not heeded": ("routing.yml", remove("rules", "P04"), "X.doctor_first rules out"),
    "an invariant nobody explains": (
        "routing.yml",
        remove("exclusions", "X.falls"),
        "no exclusion says why",
    ),
    "danger that comes second": ("routing.yml", move_to_end("P01"), "less urgent"),
    "a professional nobody is sent to": (
        "routing.yml",
        lambda data: [
            row.update(professional="exercise_therapist", alternates=[])
            for row in data["rules"]
            if row.get("professional") == "corrective_exercise_specialist"
        ],
        "no evidence leads to corrective_exercise_specialist",
    ),
    "a stroke that a doctor's OK settles": (
        "red_flags.yml",
        change("red_flags", "stroke_signs", unless={"doctor_cleared": ["yes"]}),
        "stroke_signs is T0 and has an `unless`",
    ),
    "chest pain that an old check lowers": (
        "red_flags.yml",
        change("red_flags", "chest_pain_now", lowered_if_assessed=True),
        "chest_pain_now must not drop",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found(fault, tmp_path):
    file, edit, shown = FAULTS[fault]
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    data = yaml.load((folder / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    edit(data)
    (folder / file).write_text(yaml.dump(data, Dumper=yaml.CSafeDumper), encoding="utf-8")
    found = violations(load_content(folder))
    assert any(shown in str(violation) for violation in found)


def test_a_violation_shows_evidence_in_words(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    data = yaml.load((folder / "routing.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    change("rules", "P24", professional="exercise_therapist", alternates=[])(data)
    (folder / "routing.yml").write_text(yaml.dump(data, Dumper=yaml.CSafeDumper), encoding="utf-8")
    first = str(next(violations(load_content(folder))))
    assert "For example when goal is" in first


def test_the_content_keeps_its_promises(capsys):
    assert main() == 0
    assert "0 violations" in capsys.readouterr().out


def test_no_interview_is_longer_than_the_bound_says():
    assert longest_interview(CONTENT) <= 22
