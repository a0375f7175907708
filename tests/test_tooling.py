"""The commands of the Makefile, the scripts and the continuous integration are sound, and the core stays plain."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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
