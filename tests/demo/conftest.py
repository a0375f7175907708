"""A migrated database in demo mode, and in a clinic's."""

import base64

import pytest

from bot.settings import read_settings
from bot.store.database import Database
from bot.store.migrate import migrate

KEY = base64.urlsafe_b64encode(b"a key that only the tests know!!").decode()


@pytest.fixture
def variables(tmp_path):
    return {"SIGNPOST_KEY": KEY, "SIGNPOST_DATABASE_URL": f"sqlite:///{tmp_path / 'signpost.db'}"}


@pytest.fixture
def demo(variables):
    return read_settings({**variables, "SIGNPOST_MODE": "demo"})


@pytest.fixture
def clinics(variables):
    return read_settings({**variables, "SIGNPOST_MODE": "clinic"})


@pytest.fixture
def database(demo):
    migrate(demo.database_url)
    opened = Database(demo.database_url, demo.key)
    yield opened
    opened.dispose()
