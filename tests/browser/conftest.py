"""A real Chromium, the real server, and a clinic's site of another origin."""

import base64
import contextlib
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.browser.clinic_site import ClinicSite
from tests.browser.prepared import Prepared
from tests.browser.visitor import Visitor

ROOT = Path(__file__).parents[2]
START_SECONDS = 90
PATIENCE_MS = 20_000
# The same engine; without the windows around it a page costs a quarter of the work.
BROWSERS = ("chromium-headless-shell", "chromium")


class RunningServer:
    """`python -m bot.server` with a store of its own; it can be stopped and come back at its address."""

    def __init__(self, folder, allowed):
        key = base64.urlsafe_b64encode(os.urandom(32)).decode()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        self.environ = {
            **kept,
            "SIGNPOST_KEY": key,
            "SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/test.db",
            "SIGNPOST_ALLOWED_ORIGINS": allowed,
            "SIGNPOST_CLINIC_PHONE": "555-0100",
        }
        self.port = 0
        self.process = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.server"],
            cwd=ROOT, env={**self.environ, "SIGNPOST_PORT": str(self.port)},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        waiting = select.poll()
        waiting.register(self.process.stdout, select.POLLIN)
        ready = waiting.poll(START_SECONDS * 1000)
        line = self.process.stdout.readline() if ready else ""
        assert line.startswith("Signpost is ready: http://"), f"the server did not start: {line!r}"
        self.port = int(line.strip().rstrip("/").rpartition(":")[2])

    def stop(self):
        self.process.kill()
        self.process.communicate(timeout=10)


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed here; CI runs these tests.")
    assert path, "Chromium is not installed: apt-get install chromium-headless-shell"
    # Chromium refuses its sandbox to root, as whom containers run.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def clinic_site(chromium):
    with ClinicSite() as site:
        yield site


@pytest.fixture(scope="session")
def server(clinic_site, tmp_path_factory):
    running = RunningServer(tmp_path_factory.mktemp("browser"), clinic_site.origin)
    running.start()
    clinic_site.chat = running.address
    yield running
    running.stop()


@pytest.fixture(scope="session")
def prepared(server):
    """Conversations that were brought to a point over the API; a visitor's tab goes on from there."""
    return Prepared(server)


@pytest.fixture
def visit(chromium, server):
    """Call it to get a visitor in a browser of their own; keywords are the browser's settings."""
    with contextlib.ExitStack() as stack:

        def come(path="/", token=None, context=None, **settings):
            if context is None:
                context = chromium.new_context(**settings)
                stack.callback(_closed, context)
                context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            visitor = Visitor(page)
            if token:
                kept = f'{{"token":"{token}"}}'
                page.add_init_script(f"sessionStorage.signpost ??= {kept!r}")
            page.goto(path if path.startswith("http") else server.address + path)
            return visitor

        yield come


def _closed(context):
    # A context whose server went away may already be gone.
    with contextlib.suppress(Error):
        context.close()
