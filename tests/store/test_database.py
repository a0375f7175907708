"""Sessions: all or nothing, and errors that carry no content."""

import pytest
from sqlalchemy import insert, text

from bot.settings import settings
from bot.store.cases import cases, load_case, save_case
from bot.store.clock import utc_now
from bot.store.database import Database
from bot.store.database import database as database_of_process
from bot.store.errors import StoreUnavailable


def test_a_session_that_raises_stores_nothing(database, conversation):
    with pytest.raises(ZeroDivisionError), database.session() as session:
        save_case(session, conversation, {"region": "knee"})
        raise ZeroDivisionError
    with database.reading() as session:
        assert load_case(session, conversation) is None


def test_a_database_that_answers_pings(database):
    database.ping()


def test_a_database_that_nobody_migrated_says_what_to_do(empty_url, key):
    opened = Database(empty_url, key)
    opened.ping()
    with pytest.raises(StoreUnavailable, match=r"bot\.store\.migrate"), opened.reading() as session:
        load_case(session, "web:x")


def test_a_server_that_is_gone_is_said_so(key):
    gone = Database("postgresql://signpost@127.0.0.1:1/signpost", key)
    with pytest.raises(StoreUnavailable, match="SIGNPOST_DATABASE_URL"):
        gone.ping()


@pytest.mark.parametrize("refused_by", ["the driver", "the column type"])
def test_an_error_does_not_quote_what_was_being_stored(database, conversation, refused_by):
    case = {"said": "swollen knee"}
    if refused_by == "the column type":
        case["when"] = object()
    with pytest.raises(StoreUnavailable) as refused, database.session() as session:
        row = {"conversation_id": conversation, "saved_at": utc_now(), "body": case}
        session.execute(insert(cases).values(row))
        session.execute(insert(cases).values(row))
    told = [str(refused.value), str(refused.value.__cause__), repr(refused.value.__cause__)]
    assert "swollen" not in "".join(told)
    assert "v1." not in "".join(told)


def test_a_connection_the_server_closed_is_replaced(postgresql, key):
    url = postgresql(True)
    opened, killer = Database(url, key), Database(url, key)
    with opened.reading() as session:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with killer.session() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    opened.ping()
    opened.dispose()
    killer.dispose()


def test_a_reader_does_not_wait_for_a_writer(database, conversation):
    with database.session() as writing:
        save_case(writing, conversation, {"region": "knee"})
        with database.reading() as session:
            assert load_case(session, conversation) is None


def test_the_database_of_the_process_comes_from_its_settings(monkeypatch, sqlite_url, key):
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SIGNPOST_KEY", key)
    settings.cache_clear()
    database_of_process.cache_clear()
    try:
        assert database_of_process() is database_of_process()
        database_of_process().ping()
    finally:
        settings.cache_clear()
        database_of_process.cache_clear()
