"""Wording reads the responses as written and never shows a half-filled sentence."""

import re
from pathlib import Path

import pytest

from bot.wording import (
    RESPONSES_FOLDER,
    Button,
    MalformedResponse,
    MissingParameter,
    UnknownResponse,
    Wording,
    wording,
)

OWN_FILES = ("professionals", "scope", "result", "emergency", "outside_scope", "small_talk", "placement")
MAY_BE_EMPTY = {
    "why", "can", "cannot", "alternates", "clearance", "guardian", "urgent_signs", "person", "after", "steps",
    "poison_text", "abuse_text", "same_day_text",
}  # fmt: skip
A_HOLE = re.compile(r"[ \t]{2}|\n{3}|(?:^|\s)[.,!?;]|:\s*$|\(\s*\)|\"\s*\"", flags=re.MULTILINE)


def a_folder(tmp_path: Path, **files: str) -> Path:
    for name, body in files.items():
        (tmp_path / f"{name}.yml").write_text(f'version: "3.1"\nresponses:\n{body}', encoding="utf-8")
    return tmp_path


GREETING = '  utter_greet:\n    - text: "Hi {name}. {note} Bye."\n'


def test_a_response_is_filled(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    assert spoken.text("utter_greet", name="Ana", note="Sit down.") == "Hi Ana. Sit down. Bye."


def test_an_empty_parameter_leaves_no_gap(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    assert spoken.text("utter_greet", name="Ana", note="") == "Hi Ana. Bye."


def test_an_empty_line_of_a_block_is_closed_up(tmp_path: Path):
    body = "  utter_block:\n    - text: |-\n        One.\n        {two}\n        Three.\n"
    assert Wording.from_folder(a_folder(tmp_path, block=body)).text("utter_block", two="") == "One.\nThree."


def test_braces_in_a_persons_words_are_shown_as_they_are(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    assert spoken.text("utter_greet", name="{note}", note="Sit.") == "Hi {note}. Sit. Bye."


def test_parameters_a_response_does_not_use_are_ignored(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    assert spoken.text("utter_greet", name="Ana", note="", phone="1") == "Hi Ana. Bye."


def test_a_parameter_nobody_passed_is_an_error_that_names_it(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    with pytest.raises(MissingParameter, match="utter_greet needs note"):
        spoken.text("utter_greet", name="Ana")


def test_an_unknown_response_is_an_error_that_names_it(tmp_path: Path):
    spoken = Wording.from_folder(a_folder(tmp_path, greet=GREETING))
    with pytest.raises(UnknownResponse, match="utter_gret"):
        spoken.text("utter_gret")
    assert not spoken.has("utter_gret")


def test_buttons_keep_their_order_and_their_payload_as_written(tmp_path: Path):
    body = (
        '  utter_ask_consent:\n    - text: "OK to go on?"\n      buttons:\n'
        "      - {title: Yes, payload: yes}\n      - {title: No, payload: no}\n"
        '      - {title: "5", payload: 5}\n'
    )
    spoken = Wording.from_folder(a_folder(tmp_path, ask=body))
    assert spoken.buttons("utter_ask_consent") == (Button("Yes", "yes"), Button("No", "no"), Button("5", "5"))


def test_a_response_without_buttons_has_none(tmp_path: Path):
    assert Wording.from_folder(a_folder(tmp_path, greet=GREETING)).buttons("utter_greet") == ()


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("  utter_a:\n    - text: One.\n    - text: Two.\n", "exactly one variation"),
        ("  utter_a: One.\n", "exactly one variation"),
        ('  utter_a:\n    - text: ""\n', "no text"),
        ("  utter_a:\n    - image: a.png\n", "no text"),
        (
            "  utter_a:\n    - text: One?\n      buttons:\n      - {title: Yes}\n",
            "without a title or payload",
        ),
        ("  utter_a: [\n", "not readable YAML"),
    ],
)
def test_a_malformed_response_is_refused(tmp_path: Path, body: str, complaint: str):
    with pytest.raises(MalformedResponse, match=complaint):
        Wording.from_folder(a_folder(tmp_path, broken=body))


def test_an_id_defined_in_two_files_is_refused(tmp_path: Path):
    with pytest.raises(MalformedResponse, match="defined twice"):
        Wording.from_folder(a_folder(tmp_path, one=GREETING, two=GREETING))


def test_a_file_without_responses_is_refused(tmp_path: Path):
    (tmp_path / "nlu.yml").write_text("nlu: []\n", encoding="utf-8")
    with pytest.raises(MalformedResponse, match="no responses"):
        Wording.from_folder(tmp_path)


def test_a_folder_without_files_is_refused(tmp_path: Path):
    with pytest.raises(MalformedResponse, match=r"no \*\.yml file"):
        Wording.from_folder(tmp_path)


def test_the_shipped_wording_is_read_once():
    assert wording() is wording()
    assert wording().has("utter_emergency")


@pytest.mark.parametrize("name", OWN_FILES)
def test_no_text_has_a_hole_when_its_optional_parts_are_empty(name: str):
    source = (RESPONSES_FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    for response_id in re.findall(r"^  (utter_\w+):", source, flags=re.MULTILINE):
        params = {
            parameter: "" if parameter in MAY_BE_EMPTY else "something"
            for parameter in wording().parameters(response_id)
        }
        text = wording().text(response_id, **params)
        assert text and not A_HOLE.search(text), response_id
