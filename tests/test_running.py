"""`make run` starts the chat process and the front desk, and leaves neither behind alone."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A tree with the script alone."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "run.sh").write_bytes((ROOT / "scripts" / "run.sh").read_bytes())
    (tmp_path / "scripts" / "run.sh").chmod(0o755)
    return tmp_path


def run(clone: Path, desk: str, chat: str, *before: str) -> subprocess.CompletedProcess[str]:
    """Run it with two shell commands in place of the two processes."""
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\necho $$ >"$2.pid"\ncase "$2" in bot.desk) {desk} ;; bot.server) {chat} ;; esac\n'
    )
    python.chmod(0o755)
    command = [*before, "scripts/run.sh"]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, timeout=60, check=False)


def is_running(clone: Path, process: str) -> bool:
    try:
        os.kill(int((clone / f"{process}.pid").read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("desk", "chat", "left"),
    [("exec sleep 60", "sleep 1; exit 3", "bot.desk"), ("sleep 1; exit 3", "exec sleep 60", "bot.server")],
)
def test_when_one_of_the_two_ends_the_other_is_ended_too(
    clone: Path, desk: str, chat: str, left: str
) -> None:
    assert run(clone, desk, chat).returncode != 0
    assert not is_running(clone, left)


def test_stopping_it_stops_both(clone: Path) -> None:
    assert run(clone, "exec sleep 60", "exec sleep 60", "timeout", "2").returncode == 124
    assert not is_running(clone, "bot.desk")
    assert not is_running(clone, "bot.server")


def test_make_run_starts_both() -> None:
    told = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "scripts/run.sh" in told.stdout
