"""The text-message channel as it is composed: nothing without a carrier, and what needs no conversation."""

import base64
import os

import pytest
from sanic import Sanic

from bot.server.compose_sms import ComposedSms, hears_danger, sms_parts, stands_alone
from bot.server.sms_providers import provider_of
from bot.settings import SettingsError, read_settings
from bot.store.database import Database
from bot.wording import wording

KEY = base64.urlsafe_b64encode(os.urandom(32)).decode()
TELNYX = {
    "SIGNPOST_SMS_PROVIDER": "telnyx",
    "SIGNPOST_SMS_PUBLIC_URL": "https://chat.clinic.example",
    "SIGNPOST_SMS_FROM": "+15005550006",
    "SIGNPOST_TELNYX_API_KEY": "key",
    "SIGNPOST_TELNYX_PUBLIC_KEY": base64.b64encode(os.urandom(32)).decode(),
}


def chosen(**variables):
    return read_settings({"SIGNPOST_KEY": KEY, "SIGNPOST_MODE": "demo", **variables})


@pytest.fixture
def store(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'sms.db'}", KEY)
    yield opened
    opened.dispose()


def test_without_a_carrier_there_are_no_routes(store):
    channel = ComposedSms(sms_parts(chosen(), store, wording()))
    app = Sanic("without_texts")
    app.blueprint(channel.blueprint(None), url_prefix=channel.url_prefix())
    assert app.router.routes == ()


@pytest.mark.parametrize(
    ("variables", "paths"),
    [
        (TELNYX, {"sms/telnyx", "sms/telnyx/status"}),
        (
            {"SIGNPOST_SMS_PROVIDER": "console"},
            {"sms/console", "sms/console/status", "sms/console/sent"},
        ),
    ],
    ids=["telnyx", "console"],
)
def test_only_the_chosen_carrier_has_routes(store, variables, paths):
    channel = ComposedSms(sms_parts(chosen(**variables), store, wording()))
    app = Sanic(f"texts_of_{len(paths)}")
    app.blueprint(channel.blueprint(None), url_prefix=channel.url_prefix())
    assert {route.path for route in app.router.routes} == paths


def test_a_public_key_that_is_none_is_refused_before_anything_is_served():
    settings = chosen(**{**TELNYX, "SIGNPOST_TELNYX_PUBLIC_KEY": "bm90IGEga2V5"})
    with pytest.raises(SettingsError, match="SIGNPOST_TELNYX_PUBLIC_KEY"):
        provider_of(settings.sms)


@pytest.mark.parametrize("word", ["STOP", "stop", "HELP", "RESTART", "human"])
def test_words_for_the_carrier_and_commands_stand_alone(word):
    assert stands_alone(word)


@pytest.mark.parametrize("words", ["my knee hurts", "1", "yes", ""])
def test_what_people_say_may_be_joined(words):
    assert not stands_alone(words)


def test_danger_is_heard_without_the_engine():
    assert hears_danger("my chest feels tight and my left arm is heavy")
    assert not hears_danger("my knee aches on stairs")
    assert not hears_danger("no chest pain")
