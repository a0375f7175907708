"""Server-sent events: messages that come without asking."""

import http.client
import json
import time

STAFF = {
    "id": "staff1",
    "at": "2026-11-21T19:00:00Z",
    "from": "staff",
    "kind": "text",
    "text": "Hi",
}


def listen(chat, token, last=None):
    connection = http.client.HTTPConnection("127.0.0.1", chat.port, timeout=10)
    headers = {"authorization": f"Bearer {token}", **({"last-event-id": last} if last else {})}
    connection.request("GET", "/chat/stream", headers=headers)
    return connection.getresponse()


def messages_in(text):
    lines = [line for line in text.split("\n") if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def test_a_staff_reply_arrives_and_older_messages_do_not(chat):
    token = chat.open()
    stream = listen(chat, token)
    assert stream.readline() == b"retry: 2000\n"
    chat.log.stored[chat.conversation].append(STAFF)

    text = stream.read().decode()

    assert stream.headers["content-type"] == "text/event-stream"
    assert messages_in(text) == [STAFF]
    assert "id: staff1\nevent: message\n" in text


def test_a_client_that_comes_back_catches_up_after_its_last_event(chat):
    token = chat.open()
    [first] = chat.log.stored[chat.conversation]
    chat.turn(token, text="hello")
    chat.log.stored[chat.conversation].append(STAFF)

    caught_up = messages_in(listen(chat, token, first["id"]).read().decode())

    assert [message["from"] for message in caught_up] == ["bot", "staff"]


def test_a_quiet_stream_has_a_heartbeat_and_a_bounded_life(chat):
    started = time.monotonic()

    text = listen(chat, chat.open()).read().decode()

    assert text.count(": still here") >= 3
    assert time.monotonic() - started < 5


def test_one_conversation_cannot_hold_many_streams(chat):
    token = chat.open()
    open_streams = [listen(chat, token) for _ in range(3)]

    refused = listen(chat, token)

    assert refused.status == 429
    assert refused.headers["retry-after"]
    for stream in open_streams:
        stream.read()
    assert listen(chat, token).status == 200


def test_a_stream_ends_when_the_conversation_is_forgotten(chat):
    token = chat.open()
    stream = listen(chat, token)
    started = time.monotonic()
    chat.call("DELETE", "/chat/sessions/current", token=token)

    stream.read()

    assert time.monotonic() - started < 1.5


def test_a_client_that_comes_back_to_a_conversation_that_ended_is_told_so_and_not_invited_again(chat):
    token = chat.open()
    [first] = chat.log.stored[chat.conversation]
    chat.log.states[chat.conversation] = "ended"

    for last in (None, first["id"]):
        stream = listen(chat, token, last)
        assert stream.status == 404
        assert b"retry" not in stream.read()
