"""The chat API over real HTTP."""

import asyncio
import threading
import time

import pytest


def test_a_session_opens_with_a_token_and_the_first_question(chat):
    answer = chat.call("POST", "/chat/sessions", {"locale": "en-US", "consent": True})

    assert answer.status == 201
    assert set(answer.body) == {"token", "expires_at", "messages"}
    [message] = answer.body["messages"]
    assert (message["from"], message["kind"]) == ("bot", "question")
    assert message["question"]["options"][0] == {"id": "treat_pain", "label": "Treat pain"}


def test_the_opening_reaches_the_bot_as_an_intent_with_metadata_of_our_making(chat):
    chat.call("POST", "/chat/sessions", {"consent": True, "metadata": {"evil": 1}, "locale": "fr"})

    [message] = chat.agent.heard
    assert message.parse_data["intent"]["name"] == "start"
    assert message.metadata == {"channel": "web", "locale": "en-US", "consent": True}
    assert message.sender_id == chat.conversation


def test_a_turn_is_answered_and_stored(chat):
    token = chat.open()

    answer = chat.turn(token, text="My knee aches")

    assert answer.status == 200
    assert (answer.body["turn_id"], answer.body["state"]) == ("t1", "asking")
    stored = chat.call("GET", "/chat/messages", token=token).body["messages"]
    assert [message["from"] for message in stored] == ["bot", "person", "bot"]
    assert stored[1]["text"] == "My knee aches"
    assert stored[2] == answer.body["messages"][0]
    assert len({message["id"] for message in stored}) == 3


def test_messages_after_an_id_leave_out_what_is_known(chat):
    token = chat.open()
    first = chat.call("GET", "/chat/messages", token=token).body["messages"][-1]["id"]
    chat.turn(token, text="hello")

    later = chat.call("GET", f"/chat/messages?after={first}", token=token).body["messages"]

    assert [message["from"] for message in later] == ["person", "bot"]


def test_a_repeated_turn_returns_the_stored_reply_and_runs_once(chat):
    token = chat.open()

    first = chat.turn(token, text="My knee aches")
    second = chat.turn(token, text="My knee aches")

    assert first.body == second.body
    assert len(chat.agent.heard) == 2  # the opening and one turn


def test_a_second_turn_during_the_first_is_refused_with_409(chat):
    token = chat.open()
    entered, leave = threading.Event(), threading.Event()

    async def before(message):
        entered.set()
        while not leave.is_set():
            await asyncio.sleep(0.01)

    chat.agent.before = before
    first = threading.Thread(target=chat.turn, args=(token,), kwargs={"text": "one"})
    first.start()
    assert entered.wait(5)
    same, other = chat.turn(token, text="one"), chat.turn(token, "t2", text="two")
    leave.set()
    first.join(5)

    for answer in (same, other):
        assert answer.status == 409
        assert answer.body["error"]["code"] == "turn_in_progress"
    assert chat.turn(token, "t2", text="two").status == 200


def test_a_chosen_option_is_passed_as_its_id_and_stored_as_its_label(chat):
    token = chat.open()

    assert chat.turn(token, choice="treat_pain").status == 200

    assert chat.agent.heard[-1].text == "treat_pain"
    assert chat.log.stored[chat.conversation][1]["text"] == "Treat pain"


@pytest.mark.parametrize("other", ["not_sure", "skip"])
def test_not_sure_and_skip_are_accepted(chat, other):
    token = chat.open()

    assert chat.turn(token, choice=other).status == 200
    assert chat.agent.heard[-1].text == other


@pytest.mark.parametrize("typed", ["/restart", " /restart", "\u2003/restart", "//restart", "\u200b/restart"])
def test_slash_text_reaches_the_bot_as_plain_words(chat, typed):
    chat.turn(chat.open(), text=typed)

    assert chat.agent.heard[-1].text == "restart"


def test_forgetting_erases_and_the_token_opens_nothing_more(chat):
    token = chat.open()
    chat.turn(token, text="private words")

    assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 204
    assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 204

    answer = chat.call("GET", "/chat/messages", token=token)
    assert answer.body == {"messages": [], "state": "ended"}
    assert chat.turn(token, "t9", text="hi").status == 404


def test_a_client_that_hangs_up_does_not_stop_its_turn(chat):
    import http.client
    import json

    token = chat.open()

    async def before(message):
        await asyncio.sleep(0.4)

    chat.agent.before = before
    connection = http.client.HTTPConnection("127.0.0.1", chat.port, timeout=5)
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    connection.request("POST", "/chat/turns", json.dumps({"turn_id": "t1", "text": "hi"}), headers)
    time.sleep(0.15)
    connection.close()
    time.sleep(0.8)

    assert chat.log.turns[(chat.conversation, "t1")]["done"]
    assert chat.turn(token, text="hi").status == 200
    assert len(chat.agent.heard) == 2


def test_stopping_waits_for_the_live_turn(chat):
    token = chat.open()
    entered = threading.Event()

    async def before(message):
        entered.set()
        await asyncio.sleep(0.5)

    chat.agent.before = before
    answers = []
    turn = threading.Thread(target=lambda: answers.append(chat.turn(token, text="hi")))
    turn.start()
    assert entered.wait(5)
    chat.server.stop()
    turn.join(5)

    assert [answer.status for answer in answers] == [200]
    assert chat.log.turns[(chat.conversation, "t1")]["done"]


def test_what_is_not_there_is_json_and_no_answer_is_cached(chat):
    missing = chat.call("GET", "/chat/nothing")
    wrong = chat.call("GET", "/chat/turns")

    assert (missing.status, missing.body["error"]["code"]) == (404, "not_found")
    assert (wrong.status, wrong.body["error"]["code"]) == (405, "not_allowed")
    for answer in (missing, wrong, chat.call("POST", "/chat/sessions", {})):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
