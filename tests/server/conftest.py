"""The channel's own server, agent and turn log, and the seams' toy bot."""

import contextlib
import importlib.util
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.plain_browser import Browser

TESTS = Path(__file__).parents[1]
START_SECONDS = 60


def _conftest_of(package):
    # `tests` is the name of an installed package too, so it cannot be imported from.
    path = TESTS / package / "conftest.py"
    spec = importlib.util.spec_from_file_location(f"{package}_conftest", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_channels = _conftest_of("channels")
chat = _channels.chat
serve = _channels.serve
toy = _conftest_of("rasa_seams").toy


@pytest.fixture
def running_app():
    return _channels.RunningApp


@pytest.fixture(scope="session")
def make_client():
    return _channels.Client


@pytest.fixture
def quiet_agent():
    return _channels.FakeAgent()


@contextlib.contextmanager
def _started(folder, **environ):
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")},
        "SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/test.db",
        "SIGNPOST_PORT": "0",
        "SIGNPOST_MODELS_DIR": str(folder),
        **environ,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.server"],
        cwd=TESTS.parent, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=10)


def _printed_address(process):
    waiting = select.poll()
    waiting.register(process.stdout, select.POLLIN)
    ready = waiting.poll(START_SECONDS * 1000)
    assert ready, f"the server said nothing within {START_SECONDS} seconds"
    line = process.stdout.readline()
    assert line.startswith("Signpost is ready: http://"), line or process.stderr.read()
    host, _, port = line.strip().rstrip("/").rpartition("//")[2].rpartition(":")
    return host, int(port)


@pytest.fixture(scope="session")
def starting():
    """Starts `python -m bot.server` with a store in a folder; the process ends with the block."""
    return _started


@pytest.fixture(scope="session")
def address_of():
    """The host and port a started server printed; waits for them, but not for ever."""
    return _printed_address


@pytest.fixture
def browser(chat):
    """Somebody without script at the page of a server that works."""
    return Browser(chat.port)
