"""Words sent to a conversation that is not there any more: an emergency in them is answered all the same."""

import pytest

from bot.channels.tokens import SessionTokens

WORDS = "my chest hurts"


def erased(chat, token):
    chat.log.erase(chat.conversation)
    return token


def never_stored(chat, token):
    chat.log.stored.clear()
    return token


def timed_out(chat, token):
    return SessionTokens(bytes(range(32)), "web", lifetime=-1).issue(chat.conversation).value


LOST = pytest.mark.parametrize(("lose", "status"), [(erased, 404), (never_stored, 404), (timed_out, 401)])


@LOST
@pytest.mark.parametrize("said", [{"text": WORDS}, {"choices": ["chest_pain_now"]}])
def test_an_emergency_comes_first_in_the_refusal(chat, lose, status, said):
    token = lose(chat, chat.open())
    answer = chat.turn(token, **said)

    assert answer.status == status
    [message] = answer.body["messages"]
    assert (message["kind"], message["text"], message["from"]) == ("emergency", "Call 911 now.", "bot")
    assert answer.body["state"] == "ended"
    assert answer.body["error"]["message"].startswith("In danger, call 911.")


@LOST
def test_other_words_get_the_refusal_alone_and_no_reply_that_sounds_like_an_assessment(chat, lose, status):
    answer = chat.turn(lose(chat, chat.open()), text="my knee aches")

    assert answer.status == status and answer.body["messages"] == []


def test_nothing_of_the_words_is_stored_logged_or_said_back(chat, caplog):
    token = timed_out(chat, chat.open())
    answer = chat.turn(token, text=WORDS)

    assert WORDS not in str(answer.body) + str(chat.log.turns) + caplog.text
    assert len(chat.agent.heard) == 1


def test_a_body_that_cannot_be_read_stays_the_same_refusal(chat):
    answer = chat.call("POST", "/chat/turns", raw="{", token="forged")

    assert answer.status == 401 and answer.body["error"]["code"] == "bad_token"
