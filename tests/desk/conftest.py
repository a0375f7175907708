"""The front desk on a migrated database, and people of each role who are signed in to it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.desk import passwords
from bot.desk.app import build_app
from bot.settings import Settings, read_settings
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.staff import add_staff, set_password, set_totp
from bot.store.staff_sessions import find_session, start_session

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KEY = base64.urlsafe_b64encode(b"a key that only the tests know!!").decode()
PORT = 5006
OWN = f"http://127.0.0.1:{PORT}"


class TurnedClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


class Visitor:
    """A browser at the front desk: keeps cookies, sends its origin, follows nothing by itself."""

    def __init__(self, app: Starlette) -> None:
        self.client = TestClient(app, base_url=OWN, follow_redirects=False, raise_server_exceptions=False)
        self.staff_id = ""
        self.csrf = ""

    def get(self, path: str, **headers: str):
        return self.client.get(path, headers=headers)

    def post(self, path: str, origin: str | None = OWN, **fields: str):
        """Post a form with this person's CSRF field; `csrf=...` sends another."""
        headers = {} if origin is None else {"origin": origin}
        return self.client.post(path, data={"csrf": self.csrf, **fields}, headers=headers)

    def take(self, cookie: str) -> None:
        """Have this cookie, wherever it is from."""
        self.client.cookies.set("signpost_desk", cookie, domain="127.0.0.1", path="/")

    @property
    def cookie(self) -> str | None:
        return self.client.cookies.get("signpost_desk")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as it is, with less memory and one pass: a test is not guessed at."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture(scope="session")
def migrated_desk_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("migrated") / "signpost.db"
    migrate(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, migrated_desk_file: bytes) -> Iterator[Database]:
    path = tmp_path / "signpost.db"
    path.write_bytes(migrated_desk_file)
    opened = Database(f"sqlite:///{path}", KEY)
    yield opened
    opened.dispose()


@pytest.fixture
def chosen() -> Settings:
    return read_settings({"SIGNPOST_KEY": KEY, "SIGNPOST_CLINIC_NAME": "Riverside Clinic"})


@pytest.fixture
def app(chosen: Settings, database: Database, clock: TurnedClock) -> Starlette:
    return build_app(chosen, database, PORT, clock)


@pytest.fixture
def nobody(app: Starlette) -> Visitor:
    """Somebody who is not signed in."""
    return Visitor(app)


@pytest.fixture
def signed_in(app: Starlette, database: Database, clock: TurnedClock) -> Callable[..., Visitor]:
    """Call it with a role (and a login) to get a visitor who is signed in as that."""

    def sign_in(role: str = "reception", login: str = "") -> Visitor:
        login = login or role
        visitor = Visitor(app)
        with database.session() as session:
            visitor.staff_id = add_staff(session, login, f"Demo {login.title()}", role, "not a hash", clock)
            set_password(session, visitor.staff_id, "not a hash", one_time=False)
            set_totp(session, visitor.staff_id, SECRET, 0)
            token = start_session(session, visitor.staff_id, clock)
            found = find_session(session, token, clock)
        assert found is not None
        visitor.csrf = found.csrf
        visitor.take(token)
        return visitor

    return sign_in
