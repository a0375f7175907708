import shutil

import pytest
import yaml

from bot.triage.all_content import load_all_content
from bot.triage.content import FOLDER, content_version, load_content
from bot.triage.rows import ContentError

ROWS_OF_THE_TABLE = {f"P{number:02d}" for number in range(38)}


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "content")
    return tmp_path / "content"


def change(folder, file, edit):
    path = folder / file
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    edit(data)
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper), encoding="utf-8")


def refusal(folder):
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    return str(refused.value)


def test_all_76_red_flags_are_there_in_their_four_tiers(content):
    tiers = [flag.tier for flag in content.flags.values()]
    assert len(tiers) == 76
    assert {tier: tiers.count(tier) for tier in set(tiers)} == {"T0": 28, "T1": 22, "T2": 15, "T3": 11}


def test_every_row_of_the_routing_table_is_there(content):
    assert {rule.id.split(".")[0] for rule in content.rules} == ROWS_OF_THE_TABLE


def test_there_are_six_professionals(content):
    assert len(content.professionals) == 6


def test_an_unknown_key_is_refused_with_file_row_and_cure(folder):
    change(folder, "routing.yml", lambda data: data["rules"][5].update(profesional="x"))
    message = refusal(folder)
    assert "routing.yml" in message
    assert "unknown key profesional; correct its spelling or remove it" in message


def test_a_row_without_a_source_is_refused(folder):
    change(folder, "red_flags.yml", lambda data: data["red_flags"][0].pop("source"))
    assert "red_flags.yml, row 'chest_pain_now': `source:` must be a text" in refusal(folder)


def test_a_rule_that_names_an_unknown_fact_is_refused(folder):
    change(folder, "routing.yml", lambda data: data["rules"][-2].update(when={"shoe_size": ["9"]}))
    assert "no fact is called 'shoe_size'" in refusal(folder)


def test_a_rule_that_names_an_unknown_value_is_refused(folder):
    change(folder, "routing.yml", lambda data: data["rules"][-2].update(when={"goal": ["fly"]}))
    assert "goal has no value 'fly'" in refusal(folder)


def test_an_emergency_that_names_a_professional_is_refused(folder):
    change(folder, "routing.yml", lambda data: data["rules"][0].update(professional="physical_therapist"))
    assert "row 'P00'" in refusal(folder)


def test_a_third_alternate_is_refused(folder):
    three = ["exercise_therapist", "physical_therapist", "exercise_physiologist"]
    change(folder, "routing.yml", lambda data: _row(data, "P05").update(alternates=three))
    assert "at most two alternates" in refusal(folder)


def test_a_question_about_something_unknown_is_refused(folder):
    change(folder, "questions.yml", lambda data: data["questions"][0]["asks"].append("shoe_size"))
    assert "questions.yml" in refusal(folder)


def test_an_id_used_twice_is_refused(folder):
    change(folder, "facts.yml", lambda data: data["facts"].append(dict(data["facts"][0])))
    assert "this id is used twice" in refusal(folder)


def test_definitions_that_go_round_in_a_circle_are_refused(folder):
    circle = {"one": {"is": "two"}, "two": {"is": "one"}}
    change(folder, "routing.yml", lambda data: data["definitions"].update(circle))
    assert "circle" in refusal(folder)


def test_a_file_that_is_not_yaml_is_refused(folder):
    (folder / "facts.yml").write_text("facts: [", encoding="utf-8")
    assert "not valid YAML" in refusal(folder)


@pytest.mark.parametrize(
    ("file", "section"),
    [
        ("professionals.yml", "professionals"),
        ("scope_faq.yml", "scope_faq"),
        ("locales.yml", "locales"),
        ("direct_access.yml", "direct_access"),
        ("safety_net.yml", "safety_net"),
        ("invariants.yml", "invariants"),
        ("clearance.yml", "clearance"),
        ("questions.yml", "questions"),
        ("facts.yml", "facts"),
    ],
)
@pytest.mark.parametrize("fault", ["unknown key", "no source"])
def test_every_file_refuses_an_unknown_key_and_a_missing_source(file, section, fault, folder):
    def edit(data):
        rows = data[section]
        first = next(iter(rows.values())) if isinstance(rows, dict) else rows[0]
        first.update(colour="blue") if fault == "unknown key" else first.pop("source")

    change(folder, file, edit)
    with pytest.raises(ContentError, match=file):
        load_all_content(folder)


def test_the_version_changes_with_any_content_file(folder):
    before = content_version(folder)
    change(folder, "scope_faq.yml", lambda data: data["scope_faq"].pop())
    assert content_version(folder) != before


def _row(data, name):
    return next(row for row in data["rules"] if row["id"] == name)
