"""The carrier that is a terminal: texts come as JSON and ours are shown with their segments."""

import asyncio

import pytest

from bot.channels.sms.carrier_errors import MalformedRequest
from bot.channels.sms.console import Console
from bot.channels.sms.provider import CarrierRequest, Outbound


def posted(body):
    return CarrierRequest("POST", "/sms/console", {}, body)


def test_a_text_is_read():
    text = Console().parse(posted(b'{"from": "+1 500 555-0101", "text": "hello"}'))
    assert (text.provider, text.from_, text.text) == ("console", "+15005550101", "hello")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"from": "me", "text": "hello"}', b"\xff", b'"words"'])
def test_anything_else_is_refused(body):
    with pytest.raises(MalformedRequest):
        Console().parse(posted(body))


def test_our_texts_are_shown_in_order_with_encoding_and_segments():
    console = Console()

    async def send():
        for words in ("short", "x" * 161, "\u4f60"):
            await console.send(Outbound("+15005550101", words, "id"))

    asyncio.run(send())
    shown = console.sent_since(0)
    assert [len(text["segments"]) for text in shown] == [1, 2, 1]
    assert [text["number"] for text in shown] == [0, 1, 2]
    assert shown[0]["encoding"] != shown[2]["encoding"]
    assert [text["number"] for text in console.sent_since(2)] == [2]
