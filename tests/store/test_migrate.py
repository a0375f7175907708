"""Migrations: from nothing to what the code expects, safely repeated, all or nothing."""

import stat
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.store.engine import build_engine
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate
from bot.store.schema import metadata


def run(**variables):
    command = [sys.executable, "-m", "bot.store.migrate"]
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_migrations_make_what_the_code_expects(empty_url):
    migrate(empty_url)
    engine = build_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(url):
    engine = build_engine(url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO audit (at, action, detail) VALUES ('2026-11-21', 'seen', '')"))
    migrate(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT action FROM audit")).scalar_one() == "seen"
    engine.dispose()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url):
    engine = build_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE tracker_events (x INTEGER)"))
    with pytest.raises(StoreUnavailable, match="as it was"):
        migrate(empty_url)
    assert inspect(engine).get_table_names() == ["tracker_events"]
    engine.dispose()


def test_the_command_makes_a_private_file_and_may_run_twice_at_once(tmp_path, key):
    file = tmp_path / "var" / "signpost.db"
    variables = {"SIGNPOST_DATABASE_URL": f"sqlite:///{file}", "SIGNPOST_KEY": key}
    both = [run(**variables), run(**variables)]
    for each in both:
        told, wrong = each.communicate(timeout=60)
        assert (each.returncode, told) == (0, "The database is up to date.\n"), wrong
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_command_says_which_setting_is_missing():
    process = run(SIGNPOST_KEY="")
    _, wrong = process.communicate(timeout=60)
    assert process.returncode == 1
    assert wrong.startswith("SIGNPOST_KEY is missing")
    assert "Traceback" not in wrong
