"""What the chat API refuses: bad bodies, answers not on offer, strangers, floods, other origins."""

import pytest

from bot.channels.limits import Limits, Rate
from bot.channels.tokens import SessionTokens


@pytest.mark.parametrize("said", [
    {"choice": "danger"}, {"choices": []}, {"choices": ["treat_pain", "fitness"]},
    {"choice": "/restart"}, {"choice": "none"}, {"text": "   "}, {"text": "///"},
])  # fmt: skip
def test_an_answer_that_was_not_on_offer_is_refused_and_never_reaches_the_bot(chat, said):
    token = chat.open()

    assert chat.turn(token, **said).status == 422
    assert chat.turn(token, **said).status == 422
    assert len(chat.agent.heard) == 1


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
