"""Connections: SQLite set up with care, files for their owner only, addresses that are refused."""

import stat

import pytest
from sqlalchemy import text

from bot.store.database import Database
from bot.store.engine import build_engine
from bot.store.errors import StoreUnavailable


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
    ],
)
def test_each_sqlite_connection_is_set_up(sqlite_database, pragma, expected):
    with sqlite_database.reading() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == expected


def test_the_file_and_a_new_folder_are_for_their_owner_only(tmp_path, key):
    file = tmp_path / "var" / "signpost.db"
    opened = Database(f"sqlite:///{file}", key)
    with opened.session() as session:
        session.execute(text("CREATE TABLE anything (x INTEGER)"))
        for each in file.parent.iterdir():
            assert stat.S_IMODE(each.stat().st_mode) == 0o600, each.name
    assert (file.parent / "signpost.db-wal").exists()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_others_may_read_is_closed_to_them(sqlite_file, key):
    sqlite_file.chmod(0o644)
    Database(f"sqlite:///{sqlite_file}", key)
    assert stat.S_IMODE(sqlite_file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable, match="SIGNPOST_DATABASE_URL"):
        build_engine(f"sqlite:///{tmp_path / 'var' / 'signpost.db'}")


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "sqlite://", "sqlite:///:memory:", "sqlite:///x.db?mode=ro", "mysql://a:secret@b/c"],
)
def test_an_address_that_would_lose_data_is_refused_and_not_repeated(url):
    with pytest.raises(StoreUnavailable, match="SIGNPOST_DATABASE_URL") as refused:
        build_engine(url)
    assert "secret" not in str(refused.value)


def test_postgresql_stops_a_statement_that_takes_too_long(postgresql, key):
    opened = Database(postgresql(True), key)
    with opened.reading() as session:
        assert session.execute(text("SHOW statement_timeout")).scalar_one() == "5s"
    opened.dispose()
