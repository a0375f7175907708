"""The real front desk in a process of its own, with people of each role, and Chromium in front of it."""

import base64
import contextlib
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pyotp
import pytest
import sqlalchemy

from bot.desk.demo_staff import demo_staff
from bot.settings import read_settings
from bot.store.clock import utc_now
from bot.store.conversations import conversations
from bot.store.database import Database
from bot.store.staff_sessions import start_session

ROOT = Path(__file__).parents[3]
START_SECONDS = 60
PATIENCE_MS = 20_000


class RunningDesk:
    """`python -m bot.desk` with a store of its own, unless `shared` settings name another."""

    def __init__(self, folder, **shared):
        key = base64.urlsafe_b64encode(os.urandom(32)).decode()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        self.chosen = {
            "SIGNPOST_KEY": key,
            "SIGNPOST_MODE": "demo",
            "SIGNPOST_DATABASE_URL": f"sqlite:///{folder}/desk.db",
            "SIGNPOST_CLINIC_NAME": "Riverside Clinic",
            "SIGNPOST_DESK_PORT": "0",
            **shared,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.desk"],
            cwd=ROOT, env={**kept, **self.chosen},
            # Unbuffered: a line that waits in a buffer of ours would not be seen by the poll.
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
        )  # fmt: skip
        self.address = self._line(r"The front desk is ready: (\S+)/")
        self.one_time_password = self._line(r"one-time password (\S+)")
        self.database = Database(self.chosen["SIGNPOST_DATABASE_URL"], self.chosen["SIGNPOST_KEY"])
        self.people = {each.role: each for each in demo_staff(read_settings(self.chosen), self.database)}

    def _line(self, pattern):
        waiting = select.poll()
        waiting.register(self.process.stdout, select.POLLIN)
        line = self.process.stdout.readline().decode() if waiting.poll(START_SECONDS * 1000) else ""
        found = re.search(pattern, line)
        assert found, f"the front desk did not start: {line!r}"
        return found[1]

    def cookie_of(self, role):
        """The cookie of a fresh session of a person of this role."""
        with self.database.session() as session:
            token = start_session(session, self.people[role].id, utc_now)
        return {"name": "signpost_desk", "value": token, "url": self.address, "sameSite": "Strict"}

    def code_of(self, role):
        return pyotp.TOTP(self.people[role].key).now()

    def stop(self):
        self.database.dispose()
        self.process.terminate()
        self.process.communicate(timeout=15)


class DeskTab:
    """One tab in front of the front desk; what its console complained of is kept."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.troubles = []
        page.on("console", lambda said: said.type in ("error", "warning") and self.troubles.append(said.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def go(self, path):
        self.page.goto(self.address + path)
        return self

    def fill(self, **fields):
        for label, value in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(value)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="session")
def desk(chromium, tmp_path_factory):
    running = RunningDesk(tmp_path_factory.mktemp("desk"))
    yield running
    running.stop()


@pytest.fixture
def sit_down(chromium, desk):
    """Call it to get a tab, signed in as a role if one is named; keywords are the browser's settings."""
    with contextlib.ExitStack() as stack:

        def come(role=None, **settings):
            context = chromium.new_context(**settings)
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            if role:
                context.add_cookies([desk.cookie_of(role)])
            return DeskTab(context.new_page(), desk.address)

        yield come


@pytest.fixture(scope="session")
def beside(server, tmp_path_factory):
    """A front desk on the chat's own database. One for all: only the first to start makes an admin there."""
    names = ("SIGNPOST_KEY", "SIGNPOST_DATABASE_URL")
    running = RunningDesk(tmp_path_factory.mktemp("beside"), **{name: server.environ[name] for name in names})
    yield running
    running.stop()


@pytest.fixture
def sits(chromium, beside):
    """Call it with a role to get a tab at the front desk; keywords are the browser's settings."""
    contexts = []

    def come(role, path, **settings):
        contexts.append(chromium.new_context(**settings))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        contexts[-1].add_cookies([beside.cookie_of(role)])
        return DeskTab(contexts[-1].new_page(), beside.address).go(path)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def asked(prepared, beside):
    """The token of somebody who was asked their age and wants a person, and the address of their case."""
    token = prepared.at("age")
    prepared.call("POST", "turns", token, {"turn_id": "person", "text": "I want to talk to a person"})
    with beside.database.reading() as session:
        newest = sqlalchemy.select(conversations.c.id).order_by(conversations.c.opened_at.desc()).limit(1)
        return token, f"/cases/{session.execute(newest).scalar_one()}"
