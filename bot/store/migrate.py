"""Bring the database up to date: `python -m bot.store.migrate`. Quick and safe to repeat."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import SettingsError, settings
from bot.store.engine import build_engine
from bot.store.errors import StoreUnavailable


def migrate(url: str) -> None:
    """Create or update the tables, all or nothing. Two at once wait for each other.

    Raises:
        StoreUnavailable: the database refused or is gone.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = build_engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('signpost migrations'))")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise StoreUnavailable(
            f"The database could not be migrated ({type(error).__name__}); it is as it was. "
            "Check SIGNPOST_DATABASE_URL and that its user may create tables."
        ) from error
    finally:
        engine.dispose()


def main() -> int:
    """Migrate the database of the settings; 1 when that is not possible."""
    try:
        migrate(settings().database_url)
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("The database is up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
