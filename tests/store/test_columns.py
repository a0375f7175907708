"""Column types: the key belongs to the database, and times are UTC whatever the driver does."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, insert, select
from sqlalchemy.exc import StatementError

from bot.store.audit import audit, record
from bot.store.cases import cases, load_case, save_case
from bot.store.conversations import open_conversation
from bot.store.database import Database
from bot.store.errors import StoreUnavailable, WrongKey


def test_two_databases_with_two_keys_work_in_one_process(
    sqlite_file, tmp_path, migrated_file, key, other_key
):
    second_file = tmp_path / "second.db"
    second_file.write_bytes(migrated_file)
    first = Database(f"sqlite:///{sqlite_file}", key)
    second = Database(f"sqlite:///{second_file}", other_key)
    opened = {}
    for each in (first, second):
        with each.session() as session:
            opened[each] = open_conversation(session, "web", "en-US")
            save_case(session, opened[each], {"region": "knee"})
    for each in (second, first):
        with each.reading() as session:
            assert load_case(session, opened[each]) == {"region": "knee"}
    with Database(f"sqlite:///{second_file}", key).reading() as session, pytest.raises(WrongKey):
        load_case(session, opened[second])


def test_a_table_opened_without_a_key_gives_nothing(sqlite_database, sqlite_url):
    with sqlite_database.session() as session:
        conversation = open_conversation(session, "web", "en-US")
        save_case(session, conversation, {"region": "knee"})
    with create_engine(sqlite_url, future=True).connect() as connection:
        with pytest.raises(StoreUnavailable, match="no key"):
            connection.execute(select(cases.c.body)).all()
        with pytest.raises(StatementError, match="no key"):
            connection.execute(insert(cases).values(conversation_id="x", body={}))


def test_a_time_from_elsewhere_comes_back_in_utc(database):
    here = datetime(2026, 11, 21, 14, 0, tzinfo=timezone(timedelta(hours=-5)))
    with database.session() as session:
        record(session, "looked", None, clock=lambda: here)
        found = session.execute(select(audit.c.at)).scalar_one()
    assert found == here
    assert found.tzinfo is timezone.utc


def test_a_time_without_a_zone_is_refused(sqlite_database):
    with pytest.raises(StoreUnavailable) as refused, sqlite_database.session() as session:
        record(session, "looked", None, clock=lambda: datetime(2026, 11, 21))
    assert "needs a time zone" in str(refused.value.__cause__)
