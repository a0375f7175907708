"""Twilio's webhooks and answers, as its documents show them; signatures made by its own validator."""

import asyncio
import json
from datetime import datetime, timezone
from urllib.parse import urlencode

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from bot.channels.sms.carrier_errors import (
    BadNumber,
    MalformedRequest,
    Misconfigured,
    OptedOut,
    Refused,
    Throttled,
    Transient,
)
from bot.channels.sms.provider import CarrierRequest, DeliveryEvent, Outbound
from bot.channels.sms.twilio import Twilio

ACCOUNT, TOKEN, PUBLIC = "AC" + "1" * 32, "the token", "https://clinic.example/texts"
NOW = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)
TWILIO = Twilio(ACCOUNT, TOKEN, PUBLIC, "+15005550006", clock=lambda: NOW)
TEXT = {
    "MessageSid": "SM" + "a" * 32, "SmsSid": "SM" + "a" * 32, "AccountSid": ACCOUNT, "NumMedia": "0",
    "From": "+15005550101", "To": "+15005550006", "Body": "my knee hurts", "NumSegments": "1", "FromZip": "",
}  # fmt: skip


def posted(fields, path="/sms/twilio", signed_fields=None, token=TOKEN):
    signature = RequestValidator(token).compute_signature(
        PUBLIC + path, fields if signed_fields is None else signed_fields
    )
    headers = {"x-twilio-signature": signature}
    return CarrierRequest("POST", path, headers, urlencode(fields).encode())


def test_what_twilio_signed_is_believed_behind_a_proxy_with_a_path():
    assert TWILIO.verify(posted(TEXT))
    assert TWILIO.verify(posted({**TEXT, "Body": "¿dónde? & 膝盖 + %"}))


def test_what_somebody_else_signed_is_not_believed():
    assert not TWILIO.verify(posted(TEXT, token="another token"))
    assert not TWILIO.verify(posted(TEXT, signed_fields={**TEXT, "Body": "my knee"}))
    assert not TWILIO.verify(posted({**TEXT, "Extra": ""}, signed_fields=TEXT))


def test_a_text_is_read():
    text = TWILIO.parse(posted(TEXT))
    assert (text.provider, text.message_id, text.from_, text.to) == (
        "twilio", "SM" + "a" * 32, "+15005550101", "+15005550006",
    )  # fmt: skip
    assert (text.text, text.media_count, text.has_location, text.opt_out) == ("my knee hurts", 0, False, None)
    assert (text.received_at, text.sent_at) == (NOW, None)
    assert "knee" not in repr(text)
    assert "0101" not in repr(text)


def test_a_picture_without_words_is_a_text_without_words():
    text = TWILIO.parse(posted({**TEXT, "Body": "", "NumMedia": "2", "MediaUrl0": "https://x.example/1"}))
    assert (text.text, text.media_count) == ("", 2)


@pytest.mark.parametrize(("said", "meant"), [("STOP", "stop"), ("START", "start"), ("HELP", "help")])
def test_the_carriers_word_for_an_opt_out_is_kept(said, meant):
    assert TWILIO.parse(posted({**TEXT, "OptOutType": said})).opt_out == meant


def test_a_location_is_noticed():
    assert TWILIO.parse(posted({**TEXT, "Latitude": "1.5", "Longitude": "2.5"})).has_location


@pytest.mark.parametrize("lacking", ["MessageSid", "From"])
def test_a_text_that_lacks_what_is_promised_is_refused(lacking):
    fields = {name: value for name, value in TEXT.items() if name != lacking}
    with pytest.raises(MalformedRequest):
        TWILIO.parse(posted(fields))


@pytest.mark.parametrize(
    ("told", "code", "meant"),
    [
        ("queued", "", "sent"), ("sent", "", "sent"), ("delivered", "", "delivered"),
        ("undelivered", "30003", "undelivered"), ("failed", "30008", "failed"), ("failed", "21610", "opted_out"),
    ],
)  # fmt: skip
def test_a_status_is_read_with_the_id_of_our_text(told, code, meant):
    fields = {"MessageSid": "SM1", "MessageStatus": told, "ErrorCode": code}
    event = TWILIO.parse_status(posted(fields, "/sms/twilio/status?text=abc"))
    assert event == DeliveryEvent("SM1", meant, code, "abc")


def test_a_status_nobody_knows_is_no_event():
    assert TWILIO.parse_status(posted({"MessageSid": "SM1", "MessageStatus": "receiving"})) is None


async def answered(status, body, headers=None):
    """What sending does when Twilio answers this."""
    asked = {}

    async def take(request):
        asked.update(await request.post())
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(status=status, text=text, headers=headers, content_type="application/json")

    app = web.Application()
    app.router.add_post(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    twilio = Twilio(ACCOUNT, TOKEN, PUBLIC, "MG" + "2" * 32, f"http://127.0.0.1:{port}")
    try:
        return await twilio.send(Outbound("+15005550101", "hello", "text1")), asked
    finally:
        await twilio.close()
        await runner.cleanup()


def test_a_text_is_handed_over_with_an_address_for_its_callbacks():
    receipt, asked = asyncio.run(answered(201, {"sid": "SM9"}))
    assert receipt.carrier_id == "SM9"
    assert asked == {
        "To": "+15005550101",
        "Body": "hello",
        "StatusCallback": f"{PUBLIC}/sms/twilio/status?text=text1",
        "MessagingServiceSid": "MG" + "2" * 32,
    }


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"code": 21610}, OptedOut), (429, {"code": 20429}, Throttled), (429, "", Throttled),
        (400, {"code": 21611}, Throttled), (400, {"code": 21211}, BadNumber), (400, {"code": 21614}, BadNumber),
        (400, {"code": 21408}, BadNumber), (401, {"code": 20003}, Misconfigured), (403, "", Misconfigured),
        (400, {"code": 21606}, Misconfigured), (400, {"code": 21617}, Refused), (500, "", Transient),
        (503, {"code": 20503}, Transient), (201, "<html>", Transient),
    ],
)  # fmt: skip
def test_each_refusal_is_an_error_of_its_own_kind(status, body, expected):
    with pytest.raises(expected):
        asyncio.run(answered(status, body))


def test_a_throttled_call_says_when_to_come_back():
    with pytest.raises(Throttled) as throttled:
        asyncio.run(answered(429, {"code": 20429}, {"Retry-After": "7"}))
    assert throttled.value.retry_after == 7.0


def test_a_carrier_that_is_not_there_has_not_taken_the_text():
    twilio = Twilio(ACCOUNT, TOKEN, PUBLIC, "+15005550006", "http://127.0.0.1:1")

    async def send():
        try:
            await twilio.send(Outbound("+15005550101", "hello", "text1"))
        finally:
            await twilio.close()

    with pytest.raises(Transient) as error:
        asyncio.run(send())
    assert not error.value.perhaps_taken
