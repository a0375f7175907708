"""A record of a decision leads to the same result again, or says exactly why it cannot."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.triage.assess import assess
from bot.triage.evidence import Answer
from bot.triage.record import (
    DecisionRecord,
    MalformedRecord,
    NotReproduced,
    WrongContentVersion,
    record_of,
    replay,
)
from bot.triage.replay import DIFFERENT, NOT_TRIED, REPRODUCED, main
from tests.triage.conftest import CONTENT, case_of, cases

SPRAIN = case_of(goal="recover_injury", region="ankle_foot", onset="under_2_weeks", athlete="no").told(
    {"mechanism": Answer("sport", "twisted it at practice")}, "reason"
)
RECORD = record_of(SPRAIN, CONTENT)
OLD_VERSION = "sha256:" + "0" * 64


def changed(**parts: object) -> dict[str, object]:
    return {**RECORD.to_json(), **parts}


@given(cases())
@settings(max_examples=150, deadline=None)
def test_every_decision_is_reproduced_from_its_record_as_json(case):
    written = json.dumps(record_of(case, CONTENT).to_json())
    assert replay(DecisionRecord.from_json(json.loads(written)), CONTENT) == assess(case, CONTENT)


def test_a_record_holds_the_decision_and_the_content_that_made_it():
    assert RECORD.to_json() == {
        "evidence": SPRAIN.to_json(),
        "content_version": CONTENT.version,
        "outcome": "recommendation",
        "tier": "T4",
        "professional": "physical_therapist",
        "rule": "P22",
    }


def test_a_record_of_other_content_says_which_version_it_needs():
    with pytest.raises(WrongContentVersion, match=f"needs content version {OLD_VERSION}") as raised:
        replay(replace(RECORD, content_version=OLD_VERSION), CONTENT)
    assert raised.value.needed == OLD_VERSION
    assert CONTENT.version in str(raised.value)


@pytest.mark.parametrize(
    "part", [{"outcome": "person"}, {"tier": "T3"}, {"professional": None}, {"rule": "P37.person"}]
)
def test_a_record_that_says_another_result_is_not_reproduced(part):
    name, recorded = next(iter(part.items()))
    with pytest.raises(NotReproduced, match=f"{name} was {recorded}, is {getattr(RECORD, name)}"):
        replay(replace(RECORD, **part), CONTENT)


def test_a_result_that_new_code_would_change_is_not_reproduced():
    without_it = replace(CONTENT, rules=tuple(rule for rule in CONTENT.rules if rule.id != RECORD.rule))
    with pytest.raises(NotReproduced, match="rule was P22"):
        replay(RECORD, without_it)


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (case_of(shoe_size="9"), "the fact 'shoe_size', which its content version does not have"),
        (case_of(onset="yesterday"), "gives onset a value that its content version does not have"),
    ],
)
def test_evidence_the_content_does_not_know_is_refused(evidence, message):
    with pytest.raises(MalformedRecord, match=message):
        replay(replace(RECORD, evidence=evidence), CONTENT)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "a decision record is a JSON object"),
        ({}, "lacks evidence, content_version, outcome, tier, professional, rule"),
        ({key: part for key, part in RECORD.to_json().items() if key != "rule"}, "lacks rule"),
        (changed(color="red"), "no record has color; remove it"),
        (changed(evidence=None), "`evidence` must be a case"),
        (changed(evidence={"answers": {"goal": {}}, "steps": []}), "`evidence` cannot be read"),
        (changed(content_version=""), "`content_version` must be a text"),
        (changed(outcome="cured"), "`outcome` must be one of emergency,"),
        (changed(tier=2), "`tier` must be a text"),
        (changed(tier="T9"), "`tier` must be one of T0,"),
        (changed(professional=["physical_therapist"]), "`professional` must be a text"),
        (changed(rule=None), "`rule` must be a text"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_by_the_part_that_is_wrong(data, message):
    with pytest.raises(MalformedRecord, match=message):
        DecisionRecord.from_json(data)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a record.json"
    path.write_text(json.dumps(RECORD.to_json()), encoding="utf-8")
    return path


def test_the_command_says_outcome_and_rule_and_that_it_is_reproduced(file, capsys):
    assert main([str(file)]) == REPRODUCED
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "outcome: recommendation (T4), physical_therapist",
        "rule: P22",
        f"content: {CONTENT.version}",
        "reproduced exactly",
    ]
    assert said.err == ""


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_the_command_reads_a_record_from_standard_input(arguments, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(RECORD.to_json())))
    assert main(arguments) == REPRODUCED


def test_the_command_never_prints_the_evidence(file, capsys):
    main([str(file)])
    assert "twisted" not in capsys.readouterr().out


def test_the_command_names_the_content_version_a_record_needs(file, capsys):
    file.write_text(json.dumps(changed(content_version=OLD_VERSION)), encoding="utf-8")
    assert main([str(file)]) == NOT_TRIED
    said = capsys.readouterr()
    assert "rule: P22" in said.out and "reproduced" not in said.out
    assert f"needs content version {OLD_VERSION}" in said.err


def test_the_command_fails_when_the_result_is_another_one(file, capsys):
    file.write_text(json.dumps(changed(rule="P24")), encoding="utf-8")
    assert main([str(file)]) == DIFFERENT
    assert "rule was P24, is P22" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "outcome: person"], ids=["empty", "cut short", "too deep", "other"]
)
def test_the_command_refuses_what_is_not_json(file, text, capsys):
    file.write_text(text, encoding="utf-8")
    assert main([str(file)]) == NOT_TRIED
    assert "this is not JSON" in capsys.readouterr().err


def test_the_command_refuses_a_file_that_is_no_text(file, capsys):
    file.write_bytes(b"\xff\xfe\x00")
    assert main([str(file)]) == NOT_TRIED
    assert "this is not text" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["no-such-file.json"], "no-such-file.json cannot be read"), ([""], "RECORD=path"), (["a", "b"], "name one file")],
)  # fmt: skip
def test_the_command_says_how_to_name_a_file(arguments, message, capsys):
    assert main(arguments) == NOT_TRIED
    assert message in capsys.readouterr().err
