"""The channel's own server, agent and turn log, and the seams' toy bot."""

import importlib.util
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


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


@pytest.fixture
def make_client():
    return _channels.Client


@pytest.fixture
def quiet_agent():
    return _channels.FakeAgent()
