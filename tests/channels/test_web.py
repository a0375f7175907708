"""The chat API over real HTTP."""

import asyncio
import threading
import time

import pytest

from bot.channels.limits import Limits, Rate
from bot.channels.tokens import SessionTokens


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


@pytest.mark.parametrize("said", [
    {"choice": "danger"}, {"choices": []}, {"choices": ["treat_pain", "fitness"]},
    {"choice": "/restart"}, {"choice": "none"}, {"text": "   "}, {"text": "///"},
])  # fmt: skip
def test_an_answer_that_was_not_on_offer_is_refused_and_never_reaches_the_bot(chat, said):
    token = chat.open()

    assert chat.turn(token, **said).status == 422
    assert chat.turn(token, **said).status == 422
    assert len(chat.agent.heard) == 1


@pytest.mark.parametrize("other", ["not_sure", "skip"])
def test_not_sure_and_skip_are_accepted(chat, other):
    token = chat.open()

    assert chat.turn(token, choice=other).status == 200
    assert chat.agent.heard[-1].text == other


@pytest.mark.parametrize("typed", ["/restart", " /restart", "\u2003/restart", "//restart", "\u200b/restart"])
def test_slash_text_reaches_the_bot_as_plain_words(chat, typed):
    chat.turn(chat.open(), text=typed)

    assert chat.agent.heard[-1].text == "restart"


@pytest.mark.parametrize("body", [
    {}, {"turn_id": "t"}, {"text": "hi"}, {"turn_id": "t", "text": 5}, {"turn_id": 5, "text": "hi"},
    {"turn_id": "t", "text": "hi", "choice": "a"}, {"turn_id": "session:start", "text": "hi"},
    {"turn_id": "", "text": "hi"}, {"turn_id": "t", "choices": "a"}, {"turn_id": "t", "choices": [1]},
    [], "text", None, 5,
])  # fmt: skip
def test_malformed_bodies_are_a_400_with_words(chat, body):
    answer = chat.call("POST", "/chat/turns", raw=__import__("json").dumps(body), token=chat.open())

    assert answer.status == 400
    assert answer.body["error"] == {"code": "malformed", "message": "Words for malformed."}


def test_a_body_that_is_not_json_is_refused(chat):
    token = chat.open()

    assert chat.call("POST", "/chat/turns", raw="{", token=token).status == 400
    assert chat.call("POST", "/chat/turns", raw="[" * 9000, token=token).status == 400
    plain = {"content-type": "text/plain"}
    assert chat.call("POST", "/chat/turns", raw="{}", token=token, headers=plain).status == 415


def test_too_much_text_or_body_is_a_413_that_carries_the_emergency_line(chat):
    token = chat.open()
    long_text = chat.turn(token, text="a" * 1001)
    long_body = chat.turn(token, text="hi", more="a" * 20_000)

    for answer in (long_text, long_body):
        assert answer.status == 413
        assert "In danger, call 911." in answer.body["error"]["message"]
    assert chat.turn(token, text="a" * 1000).status == 200


def test_nobody_reads_or_continues_a_conversation_without_its_own_token(chat):
    mine = chat.open()
    conversation = chat.conversation
    chat.turn(mine, text="private words")
    theirs = chat.open()
    forged = SessionTokens(bytes(32), "web").issue(conversation).value
    expired = SessionTokens(bytes(range(32)), "web", lifetime=-1).issue(conversation).value
    sms = SessionTokens(bytes(range(32)), "sms").issue(conversation).value
    body, _, signature = mine.rpartition(".")
    mixed = f"{body}.{theirs.rpartition('.')[2]}"

    for token in (
        forged,
        expired,
        sms,
        mixed,
        f"{mine}x",
        body,
        conversation,
        "",
        None,
        "x" * 5000,
    ):
        answer = chat.call("GET", "/chat/messages", token=token)
        assert answer.status == 401, token
        assert chat.turn(token, "hijack", text="hi").status == 401
        assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 401
        assert chat.call("GET", "/chat/stream", token=token).status == 401
    assert "private" not in str(chat.call("GET", "/chat/messages", token=theirs).body)
    # Naming a conversation does nothing.
    chat.call("POST", "/chat/turns", {"turn_id": "n", "text": "hi", "sender": conversation,
                                      "conversation_id": conversation}, theirs)  # fmt: skip
    assert chat.agent.heard[-1].sender_id != conversation


def test_forgetting_erases_and_the_token_opens_nothing_more(chat):
    token = chat.open()
    chat.turn(token, text="private words")

    assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 204
    assert chat.call("DELETE", "/chat/sessions/current", token=token).status == 204

    answer = chat.call("GET", "/chat/messages", token=token)
    assert answer.body == {"messages": [], "state": "ended"}
    assert chat.turn(token, "t9", text="hi").status == 404


def test_a_token_from_before_the_database_was_replaced_is_a_404(chat):
    token = chat.open()
    chat.log.stored.clear()

    assert chat.turn(token, text="hi").status == 404
    assert chat.call("GET", "/chat/messages", token=token).status == 404


def test_a_flood_is_slowed_down_per_conversation_and_per_address(serve):
    turns = serve(limits=Limits(turns_by_conversation=Rate(burst=1, per_second=0.1)))
    token = turns.open()
    assert turns.turn(token, text="one").status == 200
    answer = turns.turn(token, "t2", text="two")
    assert answer.status == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 11
    assert "In danger, call 911." in answer.body["error"]["message"]
    assert turns.turn(turns.open(), text="another person").status == 200

    sessions = serve(limits=Limits(sessions_by_address=Rate(burst=2, per_second=0.1)))
    statuses = [sessions.call("POST", "/chat/sessions", {}).status for _ in range(3)]
    assert statuses == [201, 201, 429]


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


def test_only_listed_origins_may_read_answers(serve):
    chat = serve(allowed_origins=("https://clinic.example",))
    good = {"origin": "https://clinic.example"}

    assert_allowed = chat.call("POST", "/chat/sessions", {}, headers=good)
    preflight = chat.call("OPTIONS", "/chat/turns", headers=good)
    failed = chat.call("POST", "/chat/turns", {}, headers=good)

    for answer in (assert_allowed, preflight, failed):
        assert answer.headers["access-control-allow-origin"] == "https://clinic.example"
        assert answer.headers["vary"] == "Origin"
    assert preflight.status == 204
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    assert failed.status == 401
    for origin in (
        "https://evil.example",
        "https://clinic.example.evil",
        "null",
        "http://clinic.example",
    ):
        for method in ("POST", "OPTIONS"):
            answer = chat.call(method, "/chat/sessions", {}, headers={"origin": origin})
            assert not any(name.startswith("access-control") for name in answer.headers), origin


def test_what_is_not_there_is_json_and_no_answer_is_cached(chat):
    missing = chat.call("GET", "/chat/nothing")
    wrong = chat.call("GET", "/chat/turns")

    assert (missing.status, missing.body["error"]["code"]) == (404, "not_found")
    assert (wrong.status, wrong.body["error"]["code"]) == (405, "not_allowed")
    for answer in (missing, wrong, chat.call("POST", "/chat/sessions", {})):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
