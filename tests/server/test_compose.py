"""The web channel put together from the real parts."""

import base64
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sanic import Sanic

from bot.channels.tokens import InvalidToken, SessionTokens
from bot.channels.turn_log import NoConversation
from bot.channels.web import Web
from bot.server.app import build_app
from bot.server.compose import ComposedWeb, LoggedTurns, web_parts
from bot.server.front import Front
from bot.server.web_clinic import person_line
from bot.settings import read_settings
from bot.store.clinic_versions import add_version
from bot.store.clock import utc_now
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.staff import add_staff
from bot.store.take_overs import take_over
from bot.this_clinic import clinic_of
from bot.triage.content import load_content
from bot.wording import wording

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture
def chosen(tmp_path):
    url = f"sqlite:///{tmp_path}/test.db"
    migrate(url)
    return read_settings(
        {
            "SIGNPOST_KEY": KEY,
            "SIGNPOST_DATABASE_URL": url,
            "SIGNPOST_CLINIC_NAME": "Hill Clinic",
            "SIGNPOST_CLINIC_PHONE": "555 0100",
            "SIGNPOST_TURN_SECONDS": "2",
        }
    )


@pytest.fixture
def parts(chosen):
    store = Database(chosen.database_url, chosen.key)
    yield web_parts(chosen, store, wording())
    store.dispose()


def test_the_emergency_of_a_broken_turn_names_the_content_in_use(parts):
    emergency, _ = parts.fail_closed.replies("my chest feels tight and my left arm is heavy")

    assert emergency["result"]["content_version"] == load_content().version


def test_an_emergency_in_a_broken_turn_is_seen_without_rasa(parts):
    emergency, safety = parts.fail_closed.replies("my chest feels tight and my left arm is heavy")

    assert emergency["kind"] == "emergency"
    assert "911" in emergency["text"]
    assert "988" in emergency["text"]
    assert "Hill Clinic at 555 0100" in safety["text"]


def test_harmless_words_in_a_broken_turn_are_answered_with_the_emergency_number(parts):
    [safety] = parts.fail_closed.replies("my knee aches on the stairs")

    assert safety["kind"] == "notice"
    assert "911" in safety["text"]


def test_the_chat_speaks_for_the_clinic_as_the_front_desk_saved_it(chosen):
    everyone = [{"id": each, "here": True, "accepting": True} for each in load_content().professionals]
    saved = {"name": "Lake Clinic", "hours": ["Monday"], "locale": "en-GB", "professionals": everyone}
    store = Database(chosen.database_url, chosen.key)
    with store.session() as session:
        add_version(session, 0, saved, add_staff(session, "ada", "Ada", "admin", "-"))
    parts = web_parts(replace(chosen, clinic_name=""), store, wording())
    [safety] = parts.fail_closed.replies("my knee aches on the stairs")
    store.dispose()

    assert parts.locale() == "en-GB"
    assert "999" in safety["text"]
    assert "Lake Clinic at 555 0100" in safety["text"]


def test_a_clinic_without_a_phone_is_still_named(chosen):
    without = read_settings({"SIGNPOST_KEY": KEY})

    assert person_line(wording(), clinic_of(without)) == "To reach a person, call the clinic."
    assert person_line(wording(), clinic_of(chosen)) == "To reach a person, call Hill Clinic at 555 0100."


def test_tokens_are_not_signed_with_the_key_that_encrypts(parts):
    token = parts.tokens.issue("web:a").value

    assert parts.tokens.conversation(token) == "web:a"
    with pytest.raises(InvalidToken):
        SessionTokens(bytes(range(1, 33)), "web").conversation(token)


def test_a_conversation_that_is_not_stored_is_named_as_the_channel_knows_it(parts):
    assert isinstance(parts.turn_log, LoggedTurns)
    with pytest.raises(NoConversation):
        parts.turn_log.messages("web:never", None)
    with pytest.raises(NoConversation):
        parts.turn_log.erase("web:never")


def test_credentials_name_a_channel_under_chat(parts):
    channel = ComposedWeb(parts)

    assert (channel.name(), channel.url_prefix()) == ("web", "/chat")
    with pytest.raises(NotImplementedError, match="ComposedWeb"):
        Web.from_credentials(None)


def test_a_conversation_over_the_real_store(parts, chosen, running_app, make_client, quiet_agent):
    Sanic.test_mode = True
    front = Front(wording(), clinic_of(chosen))
    name = f"signpost_{uuid.uuid4().hex}"
    app = build_app(quiet_agent, Web(parts), parts.replies, front, parts.turn_seconds, name=name)
    with running_app(app) as server:
        chat = make_client(server.port, quiet_agent, None)
        token = chat.open()
        first = chat.turn(token, text="My knee aches")
        assert first.status == 200
        assert chat.turn(token, text="My knee aches").body == first.body
        assert chat.turn(token, "t2", choice="treat_pain").status == 200
        assert chat.turn(token, "t3", choice="nothing").status == 422
        assert chat.turn(token, "t3", choice="nothing").status == 422
        stored = chat.call("GET", "/chat/messages", token=token).body["messages"]
        said = [message["text"] for message in stored if message["from"] == "person"]
        assert said == ["My knee aches", "Treat pain"]
        later = chat.call("GET", f"/chat/messages?after={stored[-2]['id']}", token=token).body
        assert later["messages"] == stored[-1:]

        async def broken(message):
            raise ValueError

        quiet_agent.before = broken
        answer = chat.turn(token, "t4", text="my chest feels tight and my left arm is heavy")
        assert [message["kind"] for message in answer.body["messages"]] == ["emergency", "notice"]
        assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 204
        assert chat.call("GET", "/chat/messages", token=token).body["messages"] == []
    Sanic.test_mode = False


def test_who_was_left_without_an_answer_by_staff_is_told_how_to_call(parts, chosen):
    database = Database(chosen.database_url, KEY)
    earlier = LoggedTurns(database, clock=lambda: utc_now() - timedelta(minutes=20))
    conversation = earlier.open("web", "en-US")
    with database.session() as session:
        ana = add_staff(session, "ana", "Ana Brook", "reception", "no password")
        take_over(session, conversation, ana, lambda: utc_now() - timedelta(minutes=30))
    earlier.claim(conversation, "t1", "are you there?")
    said = {"from": "person", "kind": "text", "text": "are you there?"}
    earlier.finish(conversation, "t1", said, [], "with_person", True)
    assert parts.turn_log.claim(conversation, "t2", "hello?").state == "asking"
    messages, _ = parts.turn_log.messages(conversation, None)
    assert messages[-1]["text"].startswith("Nobody from Riverside Clinic has answered yet.")
    assert "555-0100" in messages[-1]["text"] and "911" in messages[-1]["text"]
