"""The chain of the audit: whoever changes, adds, moves or removes a line is found."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.store.audit import record
from bot.store.audit_verify import verify_audit
from bot.store.database import Database
from bot.store.engine import build_engine
from bot.store.migrate import migrate


@pytest.fixture
def written(database, clock):
    """Four lines, a minute apart."""
    for number in range(1, 5):
        clock.turn(minutes=1)
        with database.session() as session:
            record(session, "case_viewed", f"web:{number}", f"n={number}", clock, actor="abc")
    return database


def tamper(url, *statements):
    """Do what the triggers forbid, as somebody who holds the database itself can."""
    engine = build_engine(url)
    postgresql = engine.dialect.name == "postgresql"
    with engine.begin() as connection:
        if postgresql:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_no_{verb}"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_what_nobody_touched_is_whole(written):
    state = verify_audit(written)
    assert (state.chained, state.unchained, state.problem) == (4, 0, "")
    assert len(state.head) == 64


def test_an_empty_audit_is_whole(database):
    assert verify_audit(database).problem == ""


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE audit SET detail = 'n=9' WHERE id = 2", 2),
        ("UPDATE audit SET action = 'case_closed' WHERE id = 1", 1),
        ("UPDATE audit SET actor = NULL WHERE id = 3", 3),
        ("UPDATE audit SET actor = '' WHERE id = 3", 3),
        ("UPDATE audit SET conversation_id = 'web:9' WHERE id = 3", 3),
        ("UPDATE audit SET at = '2026-11-21 20:00:00.000000+00:00' WHERE id = 4", 4),
        ("UPDATE audit SET hash = NULL WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 2", 3),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("UPDATE audit SET id = 9 WHERE id = 2", 3),
    ],
)
def test_the_first_line_that_does_not_fit_is_named(written, url, statement, line):
    tamper(url, statement)
    assert f"Line {line} of the audit does not fit" in verify_audit(written).problem


def test_a_time_that_is_none_is_found(sqlite_database, sqlite_url, clock):
    with sqlite_database.session() as session:
        for _ in range(3):
            record(session, "case_viewed", None, clock=clock)
    tamper(sqlite_url, "UPDATE audit SET at = 'never' WHERE id = 2")
    assert "The line after line 1" in verify_audit(sqlite_database).problem


def test_a_line_that_was_slipped_in_at_the_end_is_found(written, url):
    tamper(
        url,
        "INSERT INTO audit (id, at, action, detail, hash) VALUES "
        "(99, '2026-11-21 20:00:00.000000', 'case_closed', '', 'ab')",
    )
    assert "Line 99" in verify_audit(written).problem


def test_a_line_from_before_the_chain_cannot_be_slipped_in(written, url):
    tamper(
        url,
        "INSERT INTO audit (id, at, action, detail) VALUES (0, '2026-11-21 10:00:00.000000', 'case_closed', '')",
    )
    assert "1 lines from before the chain and should have 0" in verify_audit(written).problem


def test_a_cut_end_is_found(written, url):
    tamper(url, "DELETE FROM audit WHERE id > 2")
    assert "2 chained lines and should have 4" in verify_audit(written).problem


def test_a_cut_end_is_found_when_the_stored_head_is_cut_to_match(written, url):
    tamper(
        url,
        "DELETE FROM audit WHERE id > 2",
        "UPDATE audit_head SET count = 2, hash = (SELECT hash FROM audit WHERE id = 2)",
    )
    assert "audit_head was changed" in verify_audit(written).problem


def test_a_head_that_was_removed_is_found(written, url):
    tamper(url, "DELETE FROM audit_head")
    assert "audit_head was removed" in verify_audit(written).problem


def test_the_chain_cannot_be_made_anew_without_the_key(written, url, other_key):
    tamper(url, "DELETE FROM audit", "UPDATE audit_head SET count = 0, hash = '', mac = ''")
    forger = Database(url, other_key)
    with forger.session() as session:
        record(session, "nothing_happened", None)
    forger.dispose()
    assert "does not fit" in verify_audit(written).problem


def test_lines_of_a_retired_key_still_fit(written, url, key, other_key):
    rotated = Database(url, other_key, retired_keys=[key])
    with rotated.session() as session:
        record(session, "key_changed", None)
    assert verify_audit(rotated).problem == ""
    rotated.dispose()


def test_lines_from_before_the_chain_are_counted_and_the_chain_goes_on(empty_url, key):
    migrate_to_first(empty_url)
    migrate(empty_url)
    opened = Database(empty_url, key)
    with opened.session() as session:
        record(session, "case_viewed", None)
    state = verify_audit(opened)
    opened.dispose()
    assert (state.chained, state.unchained, state.problem) == (1, 2, "")


def migrate_to_first(url):
    """A database as it was before there was a chain, with two lines."""
    engine = build_engine(url)
    with engine.begin() as connection:
        upgrade_to(connection, "0001")
        for number in (1, 2):
            connection.execute(
                text(
                    f"INSERT INTO audit (at, action, detail) VALUES ('2026-11-2{number} 10:00:00.0', 'seen', '')"
                )
            )
    engine.dispose()


def upgrade_to(connection, revision):
    config = Config()
    config.set_main_option("script_location", "bot/store/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_the_command_names_the_line_and_fails(sqlite_url, key, clock):
    opened = Database(sqlite_url, key)
    with opened.session() as session:
        for _ in range(3):
            record(session, "case_viewed", None, clock=clock)
    opened.dispose()
    verify = [sys.executable, "-m", "bot.store.audit_verify"]
    environ = {"SIGNPOST_DATABASE_URL": sqlite_url, "SIGNPOST_KEY": key}
    whole = subprocess.run(verify, env=environ, capture_output=True, text=True, timeout=60, check=False)
    tamper(sqlite_url, "UPDATE audit SET detail = 'tier=T4' WHERE id = 2")
    broken = subprocess.run(verify, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (whole.returncode, broken.returncode) == (0, 1)
    assert "The audit is whole: 3 lines" in whole.stdout
    assert "Line 2 of the audit does not fit" in broken.stderr


def test_lines_that_are_written_at_once_form_one_chain(database, clock):
    def write(number):
        with database.session() as session:
            record(session, "case_viewed", f"web:{number}", clock=clock)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    state = verify_audit(database)
    assert (state.chained, state.problem) == (20, "")
