"""Consent leaves a line in the audit: on which channel, and to which wording."""

import asyncio

import pytest

from bot.actions.consent import consent_version
from bot.store.audit import audit
from bot.store.database import database
from tests.conversations.runner import Conversation


def consents_of(conversation_id):
    with database().reading() as session:
        lines = session.execute(audit.select().where(audit.c.conversation_id == conversation_id))
        return [line.detail for line in lines if line.action == "consent_given"]


@pytest.mark.parametrize(("given", "said"), [(None, ["yes"]), (True, []), (None, ["yes", "yes"])])
def test_consent_on_the_web_is_recorded_once(given, said, agent, open_conversation):
    async def talk():
        conversation = Conversation(agent, open_conversation())
        await conversation.start(given)
        for words in said:
            await conversation.say(words)
        return conversation.sender

    expected = [f"channel=web,version={consent_version('web')}"]
    assert consents_of(asyncio.run(talk())) == expected


def test_a_no_is_no_consent(agent, open_conversation):
    async def talk():
        conversation = Conversation(agent, open_conversation())
        await conversation.start()
        await conversation.say("no")
        return conversation.sender

    assert consents_of(asyncio.run(talk())) == []


def test_each_channel_has_the_version_of_its_own_words():
    assert consent_version("sms") != consent_version("web")
    assert len(consent_version("sms")) == 12
