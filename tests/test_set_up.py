"""Setting up in a fresh copy, and the demo key a command runs with."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

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
