"""Staff take a conversation over while the bot's own question about danger waits: the first reply to it is heard."""

import asyncio
import uuid

import pytest
from sqlalchemy import select

from bot.channels.request_body import SessionRequest, TurnRequest
from bot.store.alerts import unseen_alerts
from bot.store.cases import load_case
from bot.store.database import database
from bot.store.staff import add_staff
from bot.store.staff_replies import add_staff_reply
from bot.store.take_overs import take_over
from bot.store.turn_rows import turns
from tests.conversations.by_text import real_turns

KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
PRESSURE = "maybe a bit of chest pressure? not sure"


class Chat:
    """A conversation on the web, on the real turns and store."""

    def __init__(self, agent):
        self.turns = real_turns(agent)
        self.id, _ = asyncio.run(self.turns.open(SessionRequest(None, True), "en-US"))
        with database().session() as session:
            self.staff = add_staff(
                session, f"ana{uuid.uuid4().hex[:8]}", "Ana Brook", "reception", "no password"
            )

    def says(self, text="", *choices):
        """Write or tap; what comes back."""
        turn = TurnRequest(uuid.uuid4().hex, text=text, choices=choices)
        return asyncio.run(self.turns.take(self.id, turn)).messages

    def taps(self, *choices):
        return self.says("", *choices)

    def is_taken(self):
        with database().session() as session:
            take_over(session, self.id, self.staff)

    def staff_says(self, text):
        with database().session() as session:
            add_staff_reply(session, self.id, self.staff, text)

    @property
    def alerts(self):
        with database().reading() as session:
            return [each.kind for each in unseen_alerts(session) if each.conversation_id == self.id]

    @property
    def answers(self):
        with database().reading() as session:
            return load_case(session, self.id)["answers"]

    @property
    def assessed(self):
        """Of the latest turn."""
        mine = select(turns.c.assessed).where(turns.c.conversation_id == self.id)
        with database().reading() as session:
            return session.execute(mine.order_by(turns.c.number.desc()).limit(1)).scalar_one()


@pytest.fixture
def chat(agent):
    """Call it with texts; the last one leads to the question that is open as staff come in."""

    def begin(*texts, asks):
        talk = Chat(agent)
        for text in texts:
            said = talk.says(text)
        assert said[-1]["question"]["id"] == asks
        talk.is_taken()
        return talk

    return begin


@pytest.fixture
def confirming(chat):
    return chat(KNEE, PRESSURE, asks="confirm_danger")


@pytest.fixture
def listing(chat):
    return chat(KNEE, asks="emergency_signs")


def kinds(said):
    return [message["kind"] for message in said]


@pytest.mark.parametrize("reply", [("", "yes"), ("yes",), ("Yes it is",), ("1",)])
def test_a_yes_to_the_second_question_is_an_emergency(reply, confirming):
    said = confirming.says(*reply)
    assert kinds(said) == ["emergency"] and "911" in said[0]["text"]
    assert confirming.alerts == ["danger_with_person"]
    assert confirming.answers["chest_pain_now"]["value"] == "yes"


@pytest.mark.parametrize("reply", [("", "no"), ("no",)])
def test_a_no_is_only_words(reply, confirming):
    before = confirming.answers
    assert confirming.says(*reply) == []
    assert (confirming.alerts, confirming.assessed, confirming.answers) == ([], True, before)


@pytest.mark.parametrize("reply", [("", "not_sure"), ("I don't know",)])
def test_not_sure_is_left_to_staff_who_are_told(reply, confirming):
    assert confirming.says(*reply) == []
    assert (confirming.alerts, confirming.assessed) == (["danger_with_person"], False)


def test_a_yes_to_either_of_two_signs_is_an_emergency(chat):
    both = chat(KNEE, "maybe a bit of chest pressure? maybe some trouble breathing?", asks="confirm_danger")
    assert kinds(both.taps("yes")) == ["emergency"]


@pytest.mark.parametrize("reply", ["yes", "2"])
def test_after_a_message_of_staff_nothing_answers_the_bot(reply, confirming, listing):
    for talk in (confirming, listing):
        talk.staff_says("Hello, this is Ana. Can you come at 2?")
        assert talk.says(reply) == []
        assert talk.alerts == []


def test_only_the_first_reply_answers_the_bot(confirming, listing):
    for talk in (confirming, listing):
        talk.says("no")
        assert talk.says("yes") == []
        assert talk.alerts == []


@pytest.mark.parametrize("reply", ["2", "Trouble breathing, it's severe", "the second one"])
def test_a_line_of_the_list_is_an_emergency(reply, listing):
    assert kinds(listing.says(reply)) == ["emergency"]
    assert listing.alerts == ["danger_with_person"]


@pytest.mark.parametrize("reply", [("yes",), ("", "not_sure")])
def test_a_yes_or_not_sure_to_the_whole_list_is_left_to_staff_who_are_told(reply, listing):
    assert listing.says(*reply) == []
    assert (listing.alerts, listing.assessed) == (["danger_with_person"], False)


@pytest.mark.parametrize("reply", [("none of these",), ("", "none"), ("0",), ("Hi Ana, thank you",)])
def test_none_of_the_list_is_only_words(reply, listing):
    before = listing.answers
    assert listing.says(*reply) == []
    assert (listing.alerts, listing.assessed, listing.answers) == ([], True, before)


def test_a_question_that_is_not_about_danger_is_answered_by_nothing(agent):
    talk = Chat(agent)
    talk.says(KNEE)
    said = talk.taps("none")
    while said[-1]["question"]["safety"]:
        question = said[-1]["question"]
        said = talk.taps("none" if question["input"] == "choices" else question["options"][-1]["id"])
    before = talk.answers
    talk.is_taken()
    assert talk.says("1") == []
    assert (talk.alerts, talk.answers) == ([], before)


def test_a_reply_that_broke_leaves_the_question_open(confirming, monkeypatch):
    def broken(*_):
        raise ValueError

    with monkeypatch.context() as breaking:
        breaking.setattr("bot.actions.with_person.load_content", broken)
        assert kinds(confirming.says("yes")) == ["notice"]
    assert kinds(confirming.says("yes")) == ["emergency"]
