"""The model is trained when what it is made of changes, and only then."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import train as training


def content(root: Path) -> Path:
    """A tree with something of everything the model is made of."""
    for name in ("bot/data/nlu", "bot/nlu", "bot/triage/content"):
        (root / name).mkdir(parents=True)
    for name in (
        "config.yml",
        "domain.yml",
        "requirements.lock",
        "bot/data/nlu/greet.yml",
        "bot/nlu/clause.py",
    ):
        (root / name).write_text(name)
    return root


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "bot/data/nlu/greet.yml", "bot/nlu/clause.py"])
def test_a_changed_file_changes_the_fingerprint(tmp_path: Path, name: str) -> None:
    before = training.fingerprint(content(tmp_path))
    (tmp_path / name).write_text("other")

    assert training.fingerprint(tmp_path) != before


def test_a_moved_file_changes_the_fingerprint(tmp_path: Path) -> None:
    before = training.fingerprint(content(tmp_path))
    (tmp_path / "bot/nlu/clause.py").rename(tmp_path / "bot/nlu/clauses.py")

    assert training.fingerprint(tmp_path) != before


def test_compiled_python_does_not_change_the_fingerprint(tmp_path: Path) -> None:
    before = training.fingerprint(content(tmp_path))
    (tmp_path / "bot/nlu/__pycache__").mkdir()
    (tmp_path / "bot/nlu/__pycache__/clause.pyc").write_text("compiled")

    assert training.fingerprint(tmp_path) == before


def test_training_is_skipped_while_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[str] = []
    monkeypatch.setattr(training, "train", note_training(trained))
    content(tmp_path)

    training.train_if_needed(tmp_path)
    training.train_if_needed(tmp_path)

    assert len(trained) == 1


def test_one_archive_is_kept_and_it_is_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "train", note_training([]))
    training.train_if_needed(content(tmp_path))
    (tmp_path / "domain.yml").write_text("other")

    newest = training.train_if_needed(tmp_path)

    assert list((tmp_path / "bot/models").iterdir()) == [newest]


def test_a_training_that_fails_keeps_the_model_there_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", note_training([]))
    before = training.train_if_needed(content(tmp_path))
    monkeypatch.setattr(training, "train", fail_training)
    (tmp_path / "domain.yml").write_text("other")

    with pytest.raises(training.TrainingFailed):
        training.train_if_needed(tmp_path)

    assert list((tmp_path / "bot/models").iterdir()) == [before]


def note_training(trained: list[str]) -> Callable[[Path, Path, str], None]:
    def train(root: Path, out: Path, name: str) -> None:
        trained.append(name)
        (out / name).write_text("a model")

    return train


def fail_training(root: Path, out: Path, name: str) -> None:
    (out / "half").write_text("a model")
    raise training.TrainingFailed("no")
