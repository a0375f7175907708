"""Codes that carry a conversation to the web: once, for half an hour, and never readable in the store."""

import base64
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from bot.server.stored_links import CODE_CHARACTERS, LETTERS, StoredLinks
from bot.store.conversations import erase_conversation, open_conversation
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.sms_links import sms_links

KEY = base64.urlsafe_b64encode(b"a key that only the tests know!!").decode()


@pytest.fixture
def database(tmp_path):
    url = f"sqlite:///{tmp_path / 'links.db'}"
    migrate(url)
    opened = Database(url, KEY)
    yield opened
    opened.dispose()


@pytest.fixture
def conversation(database):
    with database.session() as session:
        return open_conversation(session, "sms", "en-US")


def test_a_code_works_once(database, conversation):
    links = StoredLinks(database, KEY)
    code = links.issue(conversation)
    assert links.use(code) == conversation
    assert links.use(code) is None


def test_a_code_may_be_typed_in_small_letters_with_a_hyphen(database, conversation):
    links = StoredLinks(database, KEY)
    code = links.issue(conversation).lower()
    assert links.use(f" {code[:5]}-{code[5:]} ") == conversation


def test_a_code_is_too_old_after_half_an_hour(database, conversation):
    now = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)
    code = StoredLinks(database, KEY, lambda: now).issue(conversation)
    later = StoredLinks(database, KEY, lambda: now + timedelta(minutes=30))
    assert later.use(code) is None


@pytest.mark.parametrize(
    "wrong", ["", "A" * CODE_CHARACTERS, "A" * 500, "É" * CODE_CHARACTERS, "\ud800" * 10]
)
def test_a_wrong_code_gives_nothing(database, conversation, wrong):
    links = StoredLinks(database, KEY)
    links.issue(conversation)
    assert links.use(wrong) is None


def test_the_store_holds_no_code(database, conversation):
    code = StoredLinks(database, KEY).issue(conversation)
    assert (len(code), set(code) <= set(LETTERS)) == (CODE_CHARACTERS, True)
    with database.reading() as session:
        assert code not in str(session.execute(select(sms_links)).all())


def test_an_erased_conversation_cannot_be_continued(database, conversation):
    links = StoredLinks(database, KEY)
    code = links.issue(conversation)
    with database.session() as session:
        erase_conversation(session, conversation)
    assert links.use(code) is None
    assert links.use(links.issue(conversation)) is None
