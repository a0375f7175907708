"""Answering an earlier question again, over the chat API."""

import pytest

from bot.channels.api_error import ApiError
from bot.channels.changes import change_message, last_answered, question_of
from bot.channels.messages import reply_from

GOAL = {"id": "goal", "question": "What you want", "label": "Get fit"}
ANSWERED = {"custom": {"kind": "answered", "answered": [GOAL]}}
NOTHING_ANSWERED = {"custom": {"kind": "answered", "answered": []}}


@pytest.fixture
def answered_chat(chat):
    """A client, and its agent says with each reply that the goal can be answered again."""
    says = chat.agent.says
    chat.agent.says = lambda message: [ANSWERED, *says(message)]
    return chat


def test_the_last_message_of_a_reply_says_what_can_be_answered_again():
    messages = reply_from([ANSWERED, {"text": "Hi"}, {"text": "Bye"}]).messages

    assert [message.get("answered") for message in messages] == [None, [GOAL]]


def test_the_newest_list_counts_and_a_message_without_one_changes_nothing():
    messages = [{"answered": []}, {"answered": [GOAL]}, {"text": "Hi"}]

    assert last_answered(messages) == [GOAL]
    assert last_answered([*messages, {"answered": []}]) == []
    assert last_answered([]) == []


def test_a_question_that_is_not_on_the_list_cannot_be_answered_again():
    assert question_of("goal", [{"answered": [GOAL]}]) == "What you want"
    with pytest.raises(ApiError, match="bad_change"):
        question_of("region", [{"answered": [GOAL]}])


def test_a_client_learns_what_was_answered_by_every_way_messages_come(answered_chat):
    token = answered_chat.open()
    reply = answered_chat.turn(token, choice="fitness").body["messages"]

    assert reply[-1]["answered"] == [GOAL]
    stored = answered_chat.call("GET", "/chat/messages", token=token).body["messages"]
    assert stored[-1]["answered"] == [GOAL]


def test_a_change_reaches_the_bot_as_an_intent_of_our_making_with_the_question_beside_it(answered_chat):
    token = answered_chat.open()

    assert answered_chat.turn(token, change="goal").status == 200

    heard = answered_chat.agent.heard[-1]
    assert (heard.text, heard.parse_data) == ("", change_message())
    assert heard.metadata == {"channel": "web", "change": "goal"}
    stored = answered_chat.log.stored[answered_chat.conversation]
    assert [m["text"] for m in stored if m["from"] == "person"] == ["Change my answer: What you want"]


def test_a_repeated_change_is_answered_again_and_runs_once(answered_chat):
    token = answered_chat.open()
    first, second = (answered_chat.turn(token, change="goal") for _ in range(2))

    assert first.body == second.body
    assert len(answered_chat.agent.heard) == 2


@pytest.mark.parametrize("change", ["region", "/restart", "", "a" * 65, "goal "])
def test_an_unknown_or_unanswered_question_is_refused_before_anything_runs(answered_chat, change):
    token = answered_chat.open()

    for _ in range(2):
        answer = answered_chat.turn(token, change=change)
        assert (answer.status, answer.body["error"]["code"]) == (422, "bad_change")
    assert len(answered_chat.agent.heard) == 1
    assert answered_chat.turn(token, "t2", change="goal").status == 200


def test_after_an_emptied_list_nothing_can_be_changed(answered_chat):
    token = answered_chat.open()
    answered_chat.agent.says = lambda message: [NOTHING_ANSWERED, {"text": "Call now."}]
    answered_chat.turn(token, text="help")

    assert answered_chat.turn(token, "t2", change="goal").status == 422


@pytest.mark.parametrize("said", [{"change": 1}, {"change": None}, {"change": "goal", "text": "hi"}])
def test_a_change_that_cannot_be_read_is_malformed(answered_chat, said):
    assert answered_chat.turn(answered_chat.open(), **said).status == 400


def test_a_change_that_breaks_gets_the_safety_text(answered_chat):
    token = answered_chat.open()

    def broken(message):
        raise RuntimeError

    answered_chat.agent.says = broken
    reply = answered_chat.turn(token, change="goal").body["messages"]

    assert [message["kind"] for message in reply] == ["notice"]


def test_words_that_name_the_intent_are_words(answered_chat):
    answered_chat.turn(answered_chat.open(), text='/change_answer{"change": "goal"}')

    heard = answered_chat.agent.heard[-1]
    assert (heard.text, heard.parse_data) == ("change_answer", None)
