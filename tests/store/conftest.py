"""A migrated database for each test: an SQLite file, and a real PostgreSQL where it can run."""

import base64
import itertools
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pgserver
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from bot.store.conversations import open_conversation
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tracker_store import SignpostTrackerStore
from bot.store.turns import StoredTurns
from tests.store.tracker_turns import DOMAIN

KEY = base64.urlsafe_b64encode(b"a key that only the tests know!!").decode()
OTHER_KEY = base64.urlsafe_b64encode(b"another key, as after a mistake!").decode()
NUMBERS = itertools.count()


class TurnedClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def key() -> str:
    return KEY


@pytest.fixture
def other_key() -> str:
    return OTHER_KEY


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an empty migrated SQLite file: copying is quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "signpost.db"
    migrate(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
def sqlite_file(tmp_path: Path, migrated_file: bytes) -> Path:
    path = tmp_path / "signpost.db"
    path.write_bytes(migrated_file)
    return path


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    return f"sqlite:///{sqlite_file}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Engine]:
    """A real PostgreSQL server with one migrated database, to copy."""
    # Not in pytest's folder: another pytest that starts closes that one to the server's own account.
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        try:
            server = pgserver.get_server(folder, cleanup_mode="stop")
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"PostgreSQL did not start here ({type(error).__name__}); CI runs these tests.")
        admin = create_engine(server.get_uri(), isolation_level="AUTOCOMMIT", future=True)
        with admin.connect() as connection:
            # The tests ask what is stored, not whether it survives a power cut.
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text("CREATE DATABASE migrated"))
        migrate(address_of(admin, "migrated"))
        yield admin
        admin.dispose()
        server.cleanup()


@pytest.fixture
def postgresql(postgresql_server: Engine) -> Iterator[Callable[[bool], str]]:
    """Makes databases, migrated or empty, returns their addresses, and drops them after the test."""
    made: list[str] = []

    def create(migrated: bool) -> str:
        made.append(f"test_{next(NUMBERS)}")
        template = "migrated" if migrated else "template1"
        with postgresql_server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]} TEMPLATE {template}"))
        return address_of(postgresql_server, made[-1])

    yield create
    with postgresql_server.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def address_of(server: Engine, name: str) -> str:
    return str(server.url.set(database=name).render_as_string(hide_password=False))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database of each kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("postgresql")(True))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind that nobody migrated."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'made' / 'signpost.db'}"
    return str(request.getfixturevalue("postgresql")(False))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url, KEY)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url, KEY)
    yield opened
    opened.dispose()


@pytest.fixture
def conversation(database: Database, clock: TurnedClock) -> str:
    """An open web conversation."""
    with database.session() as session:
        return open_conversation(session, "web", "en-US", clock)


@pytest.fixture
def store(database: Database, clock: TurnedClock) -> SignpostTrackerStore:
    """Rasa's events of a small bot, kept in the database."""
    return SignpostTrackerStore(DOMAIN, store=database, clock=clock)


@pytest.fixture
def log(database: Database, clock: TurnedClock) -> StoredTurns:
    """The channel's turns, as stored; one that runs for a minute was left."""
    return StoredTurns(database, stale_after=60, clock=clock)


@pytest.fixture
def opened(log: StoredTurns) -> str:
    """A conversation that the log opened."""
    return log.open("web", "en-US")
