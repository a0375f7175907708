"""Whatever breaks in a turn, the person is answered, and nobody's words reach the log."""

import asyncio
import logging

import pytest

from bot.rasa_seams.turn_aborted import TurnAborted

SAFETY = "Call 911. I could not check that. Send it again."
WORDS = "my chest is tight"


def raising(error):
    async def before(message):
        raise error

    return before


async def too_slow(message):
    await asyncio.sleep(30)


BREAKS = {
    "an action failed": raising(TurnAborted("action_assess")),
    "the agent raised": raising(ValueError(WORDS)),
    "the tracker could not be saved": raising(ConnectionError(WORDS)),
    "it took too long": too_slow,
}


@pytest.mark.parametrize("before", BREAKS.values(), ids=BREAKS)
def test_a_broken_turn_is_answered_with_the_safety_text_and_stored_as_not_assessed(chat, before):
    token = chat.open()
    chat.agent.before = before

    answer = chat.turn(token, text="my knee aches")

    assert answer.status == 200
    assert [message["text"] for message in answer.body["messages"]] == [SAFETY]
    turn = chat.log.turns[(chat.conversation, "t1")]
    assert turn["assessed"] is False
    assert turn["messages"][0]["text"] == "my knee aches"
    assert chat.turn(token, text="my knee aches").body == answer.body


@pytest.mark.parametrize(
    "says",
    [
        lambda message: [],
        lambda message: [{"custom": {"kind": "state", "state": "done"}}],
        lambda message: [{"custom": {"kind": "question_info", "id": "goal"}}],
        lambda message: [{"custom": {"kind": "something new"}, "text": "hm"}],
        lambda message: [
            {"custom": {"kind": "question_info", "id": "x"}},
            {"text": "?", "buttons": [{}]},
        ],
    ],
)
def test_silence_and_replies_that_cannot_be_shown_are_failures(chat, says):
    token = chat.open()
    chat.agent.says = says

    answer = chat.turn(token, text="my knee aches")

    assert [message["text"] for message in answer.body["messages"]] == [SAFETY]
    assert chat.log.turns[(chat.conversation, "t1")]["assessed"] is False


def test_an_emergency_in_a_broken_turn_comes_first_and_names_no_professional(chat):
    token = chat.open()
    chat.agent.before = BREAKS["the agent raised"]

    emergency, safety = chat.turn(token, text=WORDS).body["messages"]

    assert emergency["kind"] == "emergency"
    assert emergency["result"]["outcome"] == "emergency"
    assert emergency["result"]["tier"] == "T0"
    assert emergency["result"]["professional"] is None
    assert safety["text"] == SAFETY


@pytest.mark.parametrize("broken", ["claim", "finish"])
def test_when_the_store_fails_the_503_still_carries_the_safety_text_and_the_emergency(chat, broken):
    token = chat.open()
    chat.log.broken.add(broken)

    answer = chat.turn(token, text=WORDS)

    assert answer.status == 503
    assert [message["kind"] for message in answer.body["messages"]] == ["emergency", "notice"]
    assert "In danger, call 911." in answer.body["error"]["message"]
    assert answer.headers["retry-after"]


def test_a_store_that_fails_once_while_finishing_costs_nothing(chat):
    token = chat.open()
    finish, calls = chat.log.finish, []

    def fails_once(*outcome):
        calls.append(outcome)
        if len(calls) == 1:
            raise ConnectionError
        finish(*outcome)

    chat.log.finish = fails_once

    assert chat.turn(token, text="my knee aches").status == 200
    assert chat.log.turns[(chat.conversation, "t1")]["assessed"] is True


@pytest.mark.parametrize("broken", ["open", "claim", "finish", "agent"])
def test_a_session_that_cannot_open_says_so_with_the_emergency_line(chat, broken):
    chat.log.broken.add(broken)
    if broken == "agent":
        chat.agent.before = BREAKS["an action failed"]

    answer = chat.call("POST", "/chat/sessions", {})

    assert answer.status == 503
    assert "In danger, call 911." in answer.body["error"]["message"]
    assert "token" not in answer.body


def test_reading_and_forgetting_say_when_the_store_is_gone(chat):
    token = chat.open()
    chat.log.broken |= {"messages", "erase"}

    assert chat.call("GET", "/chat/messages", token=token).status == 503
    assert chat.call("GET", "/chat/stream", token=token).status == 503
    assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 503


def test_the_turn_after_a_broken_one_works(chat):
    token = chat.open()
    chat.agent.before = too_slow
    chat.turn(token, text="one")

    async def fine(message):
        return None

    chat.agent.before = fine
    answer = chat.turn(token, "t2", text="one")

    assert answer.body["messages"][0]["kind"] == "question"


@pytest.mark.parametrize("before", BREAKS.values(), ids=BREAKS)
def test_a_broken_turn_leaves_no_words_in_the_log(chat, caplog, capfd, before):
    caplog.set_level(logging.DEBUG)
    token = chat.open()
    chat.agent.before = before
    chat.log.broken.add("finish")

    chat.turn(token, text=WORDS)

    output = capfd.readouterr()
    everything = caplog.text + output.out + output.err
    assert "a turn failed and is not assessed" in caplog.text
    for word in ("chest", "tight", chat.conversation):
        assert word not in everything
