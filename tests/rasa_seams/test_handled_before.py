"""A message counts once: after a kill between two stores it is answered again, not handled again."""

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered

from bot.channels.messages import CollectedReplies, reply_from

KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"


@pytest.fixture
def talk(agent, open_conversation):
    """Send words with a message id to one conversation; what was uttered."""
    conversation = open_conversation()

    async def send(words, message_id):
        replies = CollectedReplies()
        message = UserMessage(words, replies, conversation, input_channel="web", message_id=message_id)
        await agent.handle_message(message)
        tracker = await agent.tracker_store.retrieve(conversation)
        return reply_from(replies.uttered).messages, [e for e in tracker.events if isinstance(e, UserUttered)]

    return lambda words, message_id: asyncio.run(send(words, message_id))


def test_a_message_that_comes_again_is_answered_the_same_and_changes_nothing(talk):
    first, _ = talk(KNEE, "t1")
    again, heard = talk(KNEE, "t1")
    assert first
    assert again == first
    assert len(heard) == 1


def test_an_earlier_message_that_comes_again_is_not_taken_for_the_next_answer(talk):
    talk(KNEE, "t1")
    asked, _ = talk("yes", "t2")
    talk("yes", "t3")
    again, heard = talk("yes", "t2")
    assert again == asked
    assert [event.message_id for event in heard] == ["t1", "t2", "t3"]


def test_the_same_words_with_another_id_are_a_new_message(talk):
    talk(KNEE, "t1")
    _, heard = talk(KNEE, "t2")
    assert len(heard) == 2


def test_messages_without_an_id_are_always_handled(talk):
    talk("hello", None)
    _, heard = talk("hello", None)
    assert len(heard) == 2
