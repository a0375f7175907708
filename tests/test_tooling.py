"""The project's own commands: set-up, demo key, training only when needed, and what CI runs."""

import ast
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import train as training
from scripts.demo_key import write_demo_env

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A small tree: the real scripts, an environment that runs, a uv that only notes how it was called."""
    (tmp_path / "scripts").mkdir()
    for script in (ROOT / "scripts").iterdir():
        if script.is_file():
            (tmp_path / "scripts" / script.name).write_bytes(script.read_bytes())
            (tmp_path / "scripts" / script.name).chmod(0o755)
    (tmp_path / "requirements.lock").write_text("a==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    fake_uv(tmp_path, 'echo "$@" >> uv-calls')
    return tmp_path


def fake_uv(clone: Path, does: str) -> None:
    (clone / "path").mkdir(exist_ok=True)
    (clone / "path" / "uv").write_text(f"#!/bin/sh\n{does}\n")
    (clone / "path" / "uv").chmod(0o755)


def sh(clone: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    path = f"{clone / 'path'}:{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=clone, env=kept | {"PATH": path} | environ, capture_output=True, text=True, check=False
    )


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


def test_set_up_installs_from_the_lock_with_hashes_and_without_resolving(clone: Path) -> None:
    done = sh(clone, "scripts/setup.sh")

    assert done.returncode == 0, done.stderr
    call = (clone / "uv-calls").read_text()
    assert "--no-deps --require-hashes -r requirements.lock" in call


def test_a_second_set_up_does_nothing_and_says_nothing(clone: Path) -> None:
    sh(clone, "scripts/setup.sh")
    (clone / "uv-calls").unlink()

    again = sh(clone, "scripts/setup.sh")

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert not (clone / "uv-calls").exists()


def test_a_changed_lock_is_installed(clone: Path) -> None:
    sh(clone, "scripts/setup.sh")
    (clone / "uv-calls").unlink()
    (clone / "requirements.lock").write_text("a==2\n")

    sh(clone, "scripts/setup.sh")

    assert "requirements.lock" in (clone / "uv-calls").read_text()


def test_a_failed_download_says_what_to_do_and_is_taken_up_again(clone: Path) -> None:
    fake_uv(clone, "exit 2")
    failed = sh(clone, "scripts/setup.sh")
    fake_uv(clone, 'echo "$@" >> uv-calls')
    sh(clone, "scripts/setup.sh")

    assert failed.returncode == 1
    assert "Check the network and run the same command again." in failed.stderr
    assert (clone / "uv-calls").exists()


def test_a_full_disk_is_said_before_anything_is_fetched(clone: Path) -> None:
    (clone / ".venv").rename(clone / "elsewhere")
    (clone / "path" / "df").write_text("#!/bin/sh\necho head\necho disk 10 9 1000000 90% .\n")
    (clone / "path" / "df").chmod(0o755)

    done = sh(clone, "scripts/setup.sh")

    assert done.returncode == 1
    assert "4 GB of free disk are needed and 1 GB are free" in done.stderr
    assert not (clone / "uv-calls").exists()


def test_a_python_that_refuses_to_run_is_passed_over(clone: Path) -> None:
    (clone / ".venv").rename(clone / "elsewhere")
    (clone / "path" / "python3.10").write_text("#!/bin/sh\nexit 127\n")
    (clone / "path" / "python3.10").chmod(0o755)
    found = clone / "pyenv" / "versions" / "3.10.99" / "bin"
    found.mkdir(parents=True)
    (found / "python3.10").symlink_to(sys.executable)
    (clone / "path" / "python3").symlink_to(clone / "path" / "python3.10")

    sh(clone, "scripts/setup.sh", PYENV_ROOT=str(clone / "pyenv"))

    assert f"--python {found / 'python3.10'} .venv" in (clone / "uv-calls").read_text()


def test_the_demo_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    write_demo_env(tmp_path / "var" / "demo.env")

    assert stat.S_IMODE((tmp_path / "var" / "demo.env").stat().st_mode) == 0o600


def test_a_demo_key_is_never_written_over(tmp_path: Path) -> None:
    write_demo_env(tmp_path / "demo.env")
    before = (tmp_path / "demo.env").read_text()

    with pytest.raises(FileExistsError):
        write_demo_env(tmp_path / "demo.env")

    assert (tmp_path / "demo.env").read_text() == before


def test_a_command_runs_in_demo_mode_with_the_same_key_each_time(clone: Path) -> None:
    show = ("scripts/with_key.sh", "sh", "-c", 'echo "$SIGNPOST_MODE $SIGNPOST_KEY"')

    first, second = sh(clone, *show), sh(clone, *show)

    assert first.stdout.startswith("demo ")
    assert len(first.stdout.split()[1]) == 44
    assert second.stdout == first.stdout


def test_a_key_of_your_own_is_used_as_it_is(clone: Path) -> None:
    done = sh(clone, "scripts/with_key.sh", "sh", "-c", 'echo "$SIGNPOST_KEY"', SIGNPOST_KEY="mine")

    assert done.stdout == "mine\n"
    assert not (clone / "var").exists()


def test_a_clinic_without_a_key_gets_none_made(clone: Path) -> None:
    done = sh(clone, "scripts/with_key.sh", "sh", "-c", 'echo "[$SIGNPOST_KEY]"', SIGNPOST_MODE="clinic")

    assert done.stdout == "[]\n"
    assert not (clone / "var").exists()


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


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = makefile.split(".PHONY:")[1].splitlines()[0].split()

    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert [line.split()[1] for line in listed.splitlines()] == phony


def test_make_alone_shows_the_help() -> None:
    alone = subprocess.run(
        ["make", "--no-print-directory", "-n"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    asked = subprocess.run(
        ["make", "--no-print-directory", "-n", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert alone.stdout == asked.stdout


def test_ci_runs_the_test_command_and_can_be_started() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().rstrip().endswith("make test")


def test_every_shell_script_is_sound_and_can_be_started() -> None:
    for script in (ROOT / "scripts").glob("*.sh"):
        assert os.access(script, os.X_OK), script.name
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0, script.name


def test_the_core_imports_nothing_but_the_standard_library_and_a_yaml_reader() -> None:
    allowed = sys.stdlib_module_names | {"yaml"}
    imported = {
        (file.name, module)
        for file in (ROOT / "bot" / "triage").rglob("*.py")
        for module in imported_modules(file)
        if module.split(".")[0] not in allowed and not module.startswith("bot.triage")
    }

    assert imported == set()


def imported_modules(file: Path) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return modules
