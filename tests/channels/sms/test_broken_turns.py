"""A turn that breaks by text: the person gets the safety text, and what they wrote is kept for the front desk."""

import asyncio

import pytest

from bot.channels.sms.dialogue import SmsDialogue
from bot.channels.sms.exchange import Exchange
from bot.rasa_seams.turn_aborted import TurnAborted
from bot.server.compose_sms import KeptNumbers, hears_danger, text_words
from bot.settings import settings
from bot.store.clock import utc_now
from bot.store.conversations import conversations
from bot.store.database import database
from bot.store.messages import messages
from bot.store.queue import read_queued
from bot.wording import wording
from tests.conversations.by_text import Phone, real_turns

ANA = "+15005550101"
KNEE = "my knee hurts when I climb stairs"
NOT_CHECKED = "could not check"
RESUME = "Welcome back."
CONSENT = [
    {"custom": {"kind": "question_info", "id": "consent", "input": "choice", "safety": False}},
    {"text": "OK to go on?", "buttons": [{"title": "Yes", "payload": "yes"}]},
]


class OpensAndBreaks:
    """An agent that opens a conversation, and then breaks on words."""

    model_name = "toy.tar.gz"

    def __init__(self, breaks):
        self.breaks = breaks

    def is_ready(self):
        return True

    async def handle_message(self, message):
        if message.text:
            await self.breaks()
        for utterance in CONSENT:
            await message.output_channel.send_response(message.sender_id, utterance)


async def an_action_raises():
    raise TurnAborted("action_update_case")


async def it_takes_too_long():
    await asyncio.sleep(30)


def real_dialogue(turns, store):
    words = text_words(settings(), wording())
    return SmsDialogue(Exchange(turns, words, lambda: "en-US"), words, KeptNumbers(store), hears_danger)


@pytest.mark.parametrize("breaks", [an_action_raises, it_takes_too_long])
def test_a_first_text_that_breaks_is_answered_with_the_safety_text_and_kept(breaks, texting):
    async def story():
        async with texting(agent=OpensAndBreaks(breaks), held=real_dialogue) as talk:
            talk.carrier.text_us(ANA, KNEE)
            await talk.until(lambda: len(talk.words_to(ANA)) == 2)
            assert NOT_CHECKED in talk.words_to(ANA)[1]
            (conversation,) = talk.rows(conversations)
            assert conversation["erased_at"] is None
            assert KNEE in [row["body"]["text"] for row in talk.rows(messages)]

    asyncio.run(story())


@pytest.fixture
def broken(monkeypatch):
    """Call it to have the real actions raise on whatever is written from now on, or no more."""

    def fail(*_):
        raise ValueError

    def change(on):
        if on:
            monkeypatch.setattr("bot.actions.action_update_case.answers_in", fail)
        else:
            monkeypatch.undo()

    return change


def talk(agent, broken, *steps):
    """Texts, and hours between them as numbers; True and False break the real actions and mend them."""

    async def play():
        phone = Phone(real_turns(agent))
        for step in steps:
            if isinstance(step, bool):
                broken(step)
            elif isinstance(step, int):
                phone.waits(hours=step)
            else:
                await phone.says(step)
        return phone, await phone.messages()

    return asyncio.run(play())


def queued(phone):
    with database().reading() as session:
        return read_queued(session, phone.state.conversation_id, utc_now())


def said(phone):
    return "\n".join(text.text for text in phone.latest)


def test_the_desk_sees_a_first_text_that_broke_as_not_assessed(agent, migrated, broken):
    phone, stored = talk(agent, broken, True, KNEE)
    assert NOT_CHECKED in said(phone) and "911" in said(phone)
    assert KNEE in [message["text"] for message in stored]
    assert queued(phone).not_assessed


def test_sent_again_it_is_heard_in_the_same_conversation(agent, migrated, broken):
    phone, stored = talk(agent, broken, True, KNEE, False, KNEE)
    assert said(phone).endswith("OK to go on?\n1 Yes\n2 No")
    assert len(phone.kept.states) == 1
    assert [message["text"] for message in stored if message["from"] == "person"] == [KNEE, KNEE]


def test_words_after_hours_that_break_get_the_safety_text_and_not_the_question_whether_to_go_on(
    agent, migrated, broken
):
    phone, _ = talk(agent, broken, KNEE, "1", 5, True, "it still hurts")
    assert NOT_CHECKED in said(phone) and RESUME not in said(phone)
    assert queued(phone).not_assessed


def test_words_after_a_day_that_break_get_the_safety_text_first(agent, migrated, broken):
    phone, _ = talk(agent, broken, KNEE, "1", 30, "1 2", True, "it still hurts")
    assert NOT_CHECKED in said(phone)
