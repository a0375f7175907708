"""Words about the clinic follow what the front desk saves, all at once, and survive whatever breaks."""

import base64
import json
import time
import uuid
from dataclasses import replace

import pytest
from sanic import Sanic

from bot.channels.web import Web
from bot.server.app import build_app
from bot.server.compose import ComposedWeb, live_words, web_parts
from bot.server.compose_sms import sms_parts
from bot.server.front import Front
from bot.server.text_clinic import TextClinic
from bot.settings import read_settings
from bot.store.clinic_versions import add_version
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.live_clinic import LiveClinic
from bot.store.migrate import migrate
from bot.store.staff import add_staff
from bot.this_clinic import clinic_of, follow, this_clinic
from bot.triage.content import load_content
from bot.wording import wording

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
SECONDS_TO_FOLLOW = 20


class Desk:
    """Somebody who saves the clinic's settings, and the time as the chat's process counts it."""

    def __init__(self, store):
        self.store, self.seconds, self.number = store, 0.0, 0
        with store.session() as session:
            self.ada = add_staff(session, "ada", "Ada", "admin", "-")

    def saves(self, **settings):
        everyone = [{"id": each, "here": True, "accepting": True} for each in load_content().professionals]
        body = {"name": "Lake Clinic", "phone": "555 0111", "locale": "en-US", "professionals": everyone}
        with self.store.session() as session:
            self.number = add_version(session, self.number, {**body, **settings}, self.ada)
        self.seconds += 2.0


@pytest.fixture
def chosen(tmp_path):
    url = f"sqlite:///{tmp_path}/test.db"
    migrate(url)
    return read_settings(
        {
            "SIGNPOST_KEY": KEY,
            "SIGNPOST_MODE": "demo",
            "SIGNPOST_DATABASE_URL": url,
            "SIGNPOST_SMS_PROVIDER": "console",
        }
    )


@pytest.fixture
def store(chosen):
    opened = Database(chosen.database_url, chosen.key)
    yield opened
    opened.dispose()


@pytest.fixture
def desk(store):
    return Desk(store)


@pytest.fixture
def live(chosen):
    return live_words(chosen)


@pytest.fixture
def parts(chosen, store, desk, live):
    made = web_parts(chosen, store, wording(), live)
    follow(LiveClinic(store, lambda: desk.seconds))
    return made


def safety(parts):
    [said] = parts.fail_closed.replies("my knee aches on the stairs")
    return said["text"]


def error(parts):
    return json.loads(parts.replies.failure(None, ValueError()).body)["error"]["message"]


def test_the_reply_to_a_turn_that_broke_names_the_clinic_as_it_was_saved_last(parts, live, desk):
    assert "call the clinic." in safety(parts)
    desk.saves(locale="en-GB")
    live.renew()
    assert "Lake Clinic at 555 0111" in safety(parts)
    assert "999" in safety(parts) and "999" in error(parts)
    emergency, _ = parts.fail_closed.replies("my chest feels tight and my left arm is heavy")
    assert "999" in emergency["text"]
    assert parts.locale() == "en-GB"
    desk.saves(phone="555 0122")
    live.renew()
    assert "Lake Clinic at 555 0122" in safety(parts)
    assert "911" in safety(parts) and "911" in error(parts)


def test_text_messages_follow_it_too(chosen, store, parts, live, desk):
    texts = sms_parts(chosen, store, wording(), live)
    assert "911" in texts.safety()
    desk.saves(locale="en-GB")
    live.renew()
    assert "999" in texts.safety()


def test_the_words_and_the_locale_of_texts_are_put_in_place_together(chosen):
    clinic = clinic_of(chosen)
    said = TextClinic(wording(), clinic)
    put = said.prepare(replace(clinic, name="Lake Clinic", phone="555 0111", locale="en-GB"))
    assert (said.words.parameters["clinic_phone"], said.locale()) == ("", "en-US")
    put()
    assert (said.words.parameters["clinic_phone"], said.locale()) == ("555 0111", "en-GB")
    assert "555 0111" in said.words.person()


def test_what_cannot_be_read_leaves_the_last_words(parts, live, desk):
    desk.saves()
    live.renew()
    desk.saves(locale="xx-XX", name="Nobody Understands This")
    live.renew()
    assert "Lake Clinic at 555 0111" in safety(parts)
    desk.saves(name="Hill Clinic")
    live.renew()
    assert "Hill Clinic at 555 0111" in safety(parts)


def test_a_database_that_is_gone_leaves_the_last_words(parts, live, desk, store, tmp_path):
    desk.saves()
    live.renew()
    store.dispose()
    (tmp_path / "test.db").write_bytes(b"nothing of a database" * 500)
    with pytest.raises(StoreUnavailable):
        LiveClinic(store)()
    desk.seconds += 2.0
    live.renew()
    assert "Lake Clinic at 555 0111" in safety(parts)


def test_when_one_part_cannot_be_filled_in_no_part_changes(parts, live, desk):
    def broken(clinic):
        raise KeyError(clinic.name)

    live.add(broken)
    before = safety(parts)
    desk.saves()
    live.renew()
    assert safety(parts) == before


def test_what_is_made_of_a_front_is_made_again_for_another_clinic(chosen):
    front = Front(wording(), clinic_of(chosen))
    name = front.kept(lambda each: each.clinic.name)
    put = front.prepare(replace(front.clinic, name="Lake Clinic"))
    assert (name(), front.clinic.name) == ("the clinic", "the clinic")
    put()
    assert (name(), front.clinic.name) == ("Lake Clinic", "Lake Clinic")


def test_stock_rasa_follows_it_too(migrated):
    channel = ComposedWeb.from_credentials(None)
    abroad = replace(this_clinic(), locale="en-GB")
    follow(lambda: abroad)
    channel.live.renew()
    assert "999" in safety(channel.parts)


def test_a_running_server_shows_a_saved_name_everywhere_without_a_restart(
    chosen, store, desk, live, running_app, make_client, quiet_agent
):
    Sanic.test_mode = True
    parts = web_parts(chosen, store, wording(), live)
    front = Front(wording(), clinic_of(chosen))
    live.add(front.prepare)
    name = f"signpost_{uuid.uuid4().hex}"
    app = build_app(quiet_agent, Web(parts), parts.replies, front, parts.turn_seconds, name=name)
    live.renew_while_running(app)
    with running_app(app) as server:
        chat = make_client(server.port, quiet_agent, None)
        pages = ("/widget/words.json", "/widget/widget.js", "/talk", "/")
        before = {path: str(chat.call("GET", path).body) for path in pages}
        desk.saves(name="Lake Clinic", locale="en-GB")
        until = time.monotonic() + SECONDS_TO_FOLLOW
        while "999" not in str(chat.call("GET", "/").body) and time.monotonic() < until:
            time.sleep(0.1)
        after = {path: str(chat.call("GET", path).body) for path in pages}
        assert [path for path in pages if "911" in before[path]] == list(pages)
        assert [path for path in pages if "999" in after[path] and "911" not in after[path]] == list(pages)
        assert "Lake Clinic" in after["/talk"] and "Lake Clinic" not in before["/talk"]
        assert "Lake Clinic at 555 0111" in safety(parts)
    Sanic.test_mode = False
