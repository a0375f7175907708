"""What the red flag net hands on: where the words are, odd messages, its entities, its lexicon."""

import statistics
import time
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import red_flag_net
from bot.nlu.red_flag_net import SCREENING_FAILED, RedFlagNet
from bot.nlu.screening import Finding, screen
from bot.nlu.screening_rules import load_rules
from bot.triage.lexicon import LEXICONS, LexiconError
from tests.nlu.raised_flags import SAID, raised


def net() -> RedFlagNet:
    return RedFlagNet.create(RedFlagNet.get_default_config(), None, None, None)  # type: ignore[arg-type] - the component uses none of them


def test_a_finding_points_at_the_words_and_quotes_the_clause():
    text = "Hello there. My chest hurts badly, what now?"
    (found,) = screen(text)
    assert found == Finding("chest_pain_now", "sure", "yes", "My chest hurts badly, what now", 16, 27)
    assert text[found.start : found.end] == "chest hurts"


def test_the_quoted_clause_is_short_even_in_a_long_message():
    text = (
        "so "
        + "I went to the shop and then I walked home again and " * 9
        + "my chest hurts "
        + "and it was raining " * 20
    )
    assert [(found.flag, len(found.said) <= 120, "chest hurts" in found.said) for found in screen(text)] == [
        ("chest_pain_now", True, True)
    ]


@pytest.mark.parametrize(
    ("harmless", "danger"),
    [
        ("I can't hold my fork because of my sore wrist", "I fell and my wrist looks like a dinner fork"),
        ("it catches in the middle of lifting my arm sideways", "I fell and my arm is bent sideways"),
        ("knees ache, want to lose some weight without hurting them", "I lost weight without trying"),
        ("I need to lose weight, not sure how", "I lost 10 kg without trying, and want to lose the pain"),
    ],
)
def test_a_phrase_that_looks_alike_raises_no_sure_sign_and_the_sign_stays_one(harmless: str, danger: str):
    def sure(text: str) -> list[str]:
        return [found.flag for found in screen(text) if (found.value, found.certainty) == ("yes", "sure")]

    assert sure(harmless) == []
    assert sure(danger) != []


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "\n\n", "\U0001f600", "a" * 1000, "no " * 300, "chest " * 160, "hola"]
)
def test_odd_messages_raise_nothing_and_break_nothing(text: str):
    assert raised(text) == set()


def test_a_message_takes_well_under_five_milliseconds():
    texts = [text for texts in SAID.values() for text in texts]
    for text in texts:
        screen(text)
    spent = []
    for text in texts:
        start = time.perf_counter()
        screen(text)
        spent.append(time.perf_counter() - start)
    assert statistics.median(spent) < 0.005


def test_the_component_adds_entities_the_tracker_keeps():
    message = Message.build("my face is drooping")
    message.set("entities", [{"entity": "region"}], add_to_output=True)
    net().process([message])
    entities = message.as_dict(only_output_properties=True)["entities"]
    assert entities[0] == {"entity": "region"}
    assert entities[1] == {
        "entity": "stroke_signs",
        "value": "yes",
        "start": 3,
        "end": 19,
        "confidence_entity": 1.0,
        "certainty": "sure",
        "said": "my face is drooping",
        "extractor": "RedFlagNet",
    }


def test_a_message_that_breaks_the_screening_is_marked_and_the_turn_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(text: str) -> tuple[Finding, ...]:
        raise RuntimeError(text)

    monkeypatch.setattr(red_flag_net, "screen", broken)
    message = Message.build("my face is drooping")
    assert net().process([message]) == [message]
    assert message.as_dict(only_output_properties=True)[SCREENING_FAILED] is True
    assert "drooping" not in caplog.text


def test_a_changed_lexicon_changes_the_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = RedFlagNet.fingerprint_addon({})
    for name in ("red_flags.yml", "context.yml"):
        (tmp_path / name).write_bytes((LEXICONS / name).read_bytes() + b"\n# one more row\n")
    monkeypatch.setattr(red_flag_net, "LEXICONS", tmp_path)
    assert RedFlagNet.fingerprint_addon({}) != before


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("ignores: [chronic]", "ignores: [cronic]"), "'cronic' is no context"),
        (("raises: spinal_infection", "raises: spine_infection"), "no flag 'spine_infection'"),
        (("all_of: [back_pain, fever]", "all_of: [back_pain, fevr]"), "no cue 'fevr'"),
    ],
)
def test_a_rule_that_names_something_unknown_is_refused(
    tmp_path: Path, change: tuple[str, str], complaint: str
):
    broken = tmp_path / "red_flags.yml"
    broken.write_text(
        (LEXICONS / "red_flags.yml").read_text(encoding="utf-8").replace(*change), encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=complaint):
        load_rules(broken)
