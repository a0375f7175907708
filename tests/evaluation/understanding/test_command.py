"""The whole command, with a pipeline and an encoder that need no model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.evaluation.understanding import command
from bot.evaluation.understanding.trained_pipeline import TrainedPipeline
from bot.evaluation.understanding.training_phrasings import Phrasing
from tests.evaluation.understanding.conftest import perfect, reading

TEXT = "something heavy lies on my heart"
LEARNT = (
    Phrasing("good evening", "greet", "greet.yml"),
    Phrasing("my back has gone again", "inform", "inform.yml"),
)


class Deaf:
    """A pipeline that understands nothing."""

    name = "deaf.tar.gz"

    def read(self, text: str, asked: str | None = None):
        return reading(intent="nlu_fallback", classified="nlu_fallback")


class Perfect(Deaf):
    """A pipeline that never errs, not even with typos."""

    def read(self, text: str, asked: str | None = None):
        return perfect(text, asked)


@pytest.fixture
def run(texts: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command on the small folder and gives its exit code."""
    monkeypatch.setattr(command, "encode", lambda texts: np.ones((len(texts), 2)))
    monkeypatch.setattr(command, "intent_examples", lambda: LEARNT)

    def run_it(pipeline: Any, *arguments: str) -> int:
        monkeypatch.setattr(TrainedPipeline, "load", lambda models: pipeline)
        return command.main(["--texts", str(texts), *arguments])

    return run_it


def test_without_being_asked_it_shows_figures_and_no_text(run, capsys):
    assert run(Deaf()) == 1
    printed = capsys.readouterr().out
    assert "BROKEN T0 and T1 found: 0.0%; at least 99% is wanted" in printed
    assert TEXT not in printed


def test_misses_are_listed_with_their_place_and_text_when_asked(run, capsys):
    run(Deaf(), "--misses")
    printed = capsys.readouterr().out
    assert "test/red_flags.yml row 1: wanted chest_pain_now (T0); got nothing" in printed
    assert TEXT in printed


def test_misses_go_to_a_file_when_one_is_named(run, capsys, tmp_path):
    run(Deaf(), "--misses", str(tmp_path / "misses.txt"))
    assert TEXT not in capsys.readouterr().out
    assert TEXT in (tmp_path / "misses.txt").read_text(encoding="utf-8")


def test_every_section_is_there(run, capsys):
    run(Perfect())
    printed = capsys.readouterr().out
    for title in (
        "measure", "danger signs", "look-alikes", "context", "out of scope", "replies read right",
        "final intents", "the classifier alone", "entities", "with typos", "bag of words", "milliseconds",
    ):  # fmt: skip
        assert title in printed


def test_a_text_that_was_learnt_from_is_reported_by_its_place(run, texts, capsys):
    (texts / "test" / "intents.yml").write_text('- {text: "Good evening!", intent: greet}\n')
    assert run(Perfect()) == 1
    printed = capsys.readouterr().out
    assert "test/intents.yml row 1 is like greet.yml (100 of 100)" in printed
    assert "BROKEN leakage: 1 text" in printed
    assert "Good evening!" not in printed


def test_leaks_alone_are_checked_without_a_model(run, texts, capsys):
    assert run(None, "--leaks-only") == 0
    assert capsys.readouterr().out.startswith("0 of 10 texts leaked")
    (texts / "test" / "intents.yml").write_text('- {text: "Good evening!", intent: greet}\n')
    assert run(None, "--leaks-only") == 1
    assert "test/intents.yml row 1 is like greet.yml" in capsys.readouterr().out


def test_a_text_of_the_other_set_is_no_test(run, texts, capsys):
    (texts / "dev").mkdir()
    for path in (texts / "test").glob("*.yml"):
        (texts / "dev" / path.name).write_bytes(path.read_bytes())
    run(Perfect())
    assert "is like dev/red_flags.yml row 1" in capsys.readouterr().out


def test_openings_are_scored_only_when_they_are_given(run, tmp_path, capsys):
    (tmp_path / "real.csv").write_text("text,kind,label\nhello,spoken,MSK\n")
    run(Perfect())
    assert "real openings" not in capsys.readouterr().out
    run(Perfect(), "--openings", str(tmp_path / "real.csv"))
    assert "real openings" in capsys.readouterr().out


def test_a_malformed_row_stops_the_command_with_one_line(run, texts, capsys):
    (texts / "test" / "look_alikes.yml").write_text('- {text: "x"}\n')
    assert run(Perfect()) == 1
    assert capsys.readouterr().err.startswith("test/look_alikes.yml, row '1': `kind:`")


def test_without_a_model_it_says_what_to_do(texts, tmp_path, capsys):
    assert command.main(["--texts", str(texts), "--models", str(tmp_path)]) == 1
    assert "Run 'make train' first" in capsys.readouterr().err
