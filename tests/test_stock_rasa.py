"""Rasa's own commands work on this project as they do on any other: one smoke test each.

Each runs on a database, a model and ports of its own; every process started here is ended by its id.
"""

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
RASA = [sys.executable, "-W", "ignore", "-m", "rasa"]
COMMAND_SECONDS = 240
START_SECONDS = 90
EXAMPLES = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
- intent: goodbye
  examples: |
    - bye
"""


def rasa(environ: dict[str, str], *arguments: str | Path) -> str:
    """What one of Rasa's commands printed; the test fails with that text when the command fails."""
    done = subprocess.run(
        [*RASA, *map(str, arguments)],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"rasa {arguments[0]} failed:\n{done.stdout[-4000:]}"
    return done.stdout


@contextmanager
def running(
    environ: dict[str, str], log: Path, *arguments: str | Path, stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """One of Rasa's servers, writing to `log`, for as long as the block lasts."""
    with log.open("wb") as output:
        command = [*RASA, *map(str, arguments)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdin=stdin, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"it stopped:\n{log.read_text(errors='replace')[-4000:]}"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"nothing listened after {START_SECONDS} s:\n{log.read_text(errors='replace')[-4000:]}")


def wait_for_any(texts: Iterable[str], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not any(text in log.read_text(errors="replace") for text in texts):
        said = log.read_text(errors="replace")[-4000:]
        assert process.poll() is None, f"it stopped too early:\n{said}"
        assert time.monotonic() < deadline, f"nothing expected was said within {START_SECONDS} s:\n{said}"
        time.sleep(0.2)


def question_beginnings() -> list[str]:
    """How the questions of the interview begin; a terminal may wrap what follows."""
    return [
        variations[0]["text"][:24]
        for file in (ROOT / "bot" / "data" / "responses").glob("*.yml")
        for name, variations in yaml.safe_load(file.read_text(encoding="utf-8"))["responses"].items()
        if name.startswith("utter_ask_")
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stock_rasa")


@pytest.fixture(scope="module")
def environ(folder: Path) -> dict[str, str]:
    """The environment of a demo with a key and a migrated database of its own."""
    environ = os.environ | {
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "SIGNPOST_MODE": "demo",
        "SIGNPOST_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/stock.db",
    }
    subprocess.run([sys.executable, "-m", "bot.store.migrate"], cwd=ROOT, env=environ, check=True)
    return environ


@pytest.fixture(scope="module")
def model(folder: Path, environ: dict[str, str]) -> Path:
    """A model made by `rasa train`. Rasa's cache makes this short where the model was trained before."""
    rasa(environ, "train", "--data", "bot/data", "--out", folder, "--fixed-model-name", "stock")
    return folder / "stock.tar.gz"


@pytest.fixture(scope="module")
def endpoints(folder: Path, environ: dict[str, str]) -> Iterator[Path]:
    """Our endpoints.yml, and behind it `rasa run actions` on a free port."""
    port, log = free_port(), folder / "actions.log"
    content = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    content["action_endpoint"]["url"] = f"http://127.0.0.1:{port}/webhook"
    changed = folder / "endpoints.yml"
    changed.write_text(yaml.safe_dump(content), encoding="utf-8")
    with running(environ, log, "run", "actions", "--actions", "bot.actions", "--port", str(port)) as process:
        wait_for_port(port, process, log)
        yield changed


def test_rasa_train_makes_a_model(model: Path) -> None:
    assert model.stat().st_size > 0


def test_rasa_data_validate_finds_no_conflict(environ: dict[str, str]) -> None:
    said = rasa(environ, "data", "validate", "--data", "bot/data")

    assert "No story structure conflicts found" in said


def test_rasa_test_reads_the_model(environ: dict[str, str], model: Path, folder: Path) -> None:
    results = folder / "results"
    examples = folder / "examples.yml"
    examples.write_text(EXAMPLES, encoding="utf-8")

    rasa(environ, "test", "nlu", "--nlu", examples, "--model", model, "--out", results, "--no-plot")

    assert (results / "intent_report.json").exists()


def test_rasa_shell_begins_the_interview(
    environ: dict[str, str], model: Path, endpoints: Path, folder: Path
) -> None:
    log = folder / "shell.log"
    port = str(free_port())
    shell: list[str | Path] = [
        "shell",
        "--model",
        model,
        "--endpoints",
        endpoints,
        "--port",
        port,
        "-i",
        "127.0.0.1",
    ]
    with running(environ, log, *shell, stdin=subprocess.PIPE) as process:
        keyboard: IO[bytes] | None = process.stdin
        assert keyboard is not None
        wait_for_any(["Your input"], process, log)
        keyboard.write(b"my knee hurts\n")
        keyboard.flush()
        wait_for_any(question_beginnings(), process, log)

    assert "Failed to execute custom action" not in log.read_text(errors="replace")


def test_rasa_run_serves_the_chat_api(
    environ: dict[str, str], model: Path, endpoints: Path, folder: Path
) -> None:
    log, port = folder / "run.log", free_port()
    run: list[str | Path] = [
        "run",
        "--model",
        model,
        "--endpoints",
        endpoints,
        "--credentials",
        "credentials.yml",
    ]
    with running(environ, log, *run, "--port", str(port), "-i", "127.0.0.1") as process:
        wait_for_port(port, process, log)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/chat", timeout=START_SECONDS) as client:
            opening = client.post("/sessions", json={})
            token = {"Authorization": f"Bearer {opening.json()['token']}"}
            turn = client.post("/turns", json={"turn_id": "first", "text": "my knee aches"}, headers=token)
            history = client.get("/messages", headers=token)

    assert opening.status_code == 201
    assert opening.json()["messages"]
    assert turn.status_code == 200
    assert turn.json()["messages"]
    assert len(history.json()["messages"]) > len(turn.json()["messages"])
