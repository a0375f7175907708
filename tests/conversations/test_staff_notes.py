"""A clinic's notes to its staff stay with its staff: nobody who chats, texts or opens a page reads one."""

import ast
import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.server.demo_page import demo_page_values
from bot.server.front import Front
from bot.server.talk_view import TalkView
from bot.server.widget_files import widget_bodies
from bot.settings import settings
from bot.this_clinic import clinic_of, follow
from bot.triage.clinic_notes import noted_questions
from bot.wording import wording
from tests.conversations.by_text import Phone, real_turns
from tests.conversations.runner import play as play_chat
from tests.conversations.test_by_text import play as play_texts

ROOT = Path(__file__).parents[2]
NOTE = "QUAGGA"
LINK = "https://hill.example/book"
TALKS = {
    "says": "my knee has ached for 4 months when I climb stairs, I just want it treated",
    "answers": {"age": "from_18_to_49"},
    "at": [{"at": "goal", "say": "why do you ask?"}, {"at": "age", "say": "can I talk to a person?"}],
}
EMERGENCY = {"says": "my chest feels tight and my left arm is heavy", "answers": {"chest_pain_now": "yes"}}


@pytest.fixture
def noted():
    """The clinic this process speaks for, with a note beside every question there is."""
    notes = {question: f"{NOTE} {question}" for question in noted_questions()}
    return replace(clinic_of(settings()), booking_link=LINK, notes=notes)


@pytest.mark.parametrize("scenario", [TALKS, EMERGENCY], ids=["to a result", "an emergency"])
def test_no_message_of_the_chat_holds_a_note(noted, agent, open_conversation, scenario):
    follow(lambda: noted)
    talk = asyncio.run(play_chat(agent, open_conversation, scenario))
    said = json.dumps(talk.replies)
    assert talk.result is not None
    assert (LINK in said) == (scenario is TALKS)
    assert NOTE not in said


def test_no_text_message_holds_a_note(noted, agent, migrated):
    async def talk():
        turns = real_turns(agent)
        follow(lambda: noted)
        phone = Phone(turns)
        await play_texts(phone, TALKS)
        assert await phone.result() is not None
        return json.dumps([text.text for text in phone.texts] + await phone.messages())

    said = asyncio.run(talk())
    assert LINK in said
    assert NOTE not in said


def test_no_page_and_no_word_of_the_widget_holds_a_note(noted):
    front = Front(wording(), noted)
    pages = [*demo_page_values(front).values(), TalkView(front).start(), TalkView(front).problem("")]
    sent = "\n".join([*pages, *(body.decode() for body in widget_bodies(front).values())])
    assert LINK in sent
    assert NOTE not in sent


@pytest.mark.parametrize("part", ["actions", "channels", "nlu", "rasa_seams", "server"])
def test_nothing_that_talks_with_people_asks_for_notes(part):
    asked = {"note_for", "notes", "read_notes"}
    files = sorted((ROOT / "bot" / part).rglob("*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = getattr(node, "attr", getattr(node, "id", getattr(node, "name", None)))
            assert named not in asked, f"{file.name} reads {named}"
