"""Telnyx's webhooks and answers, as its documents show them; signatures made with a key of the tests."""

import asyncio
import base64
import json
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

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
from bot.channels.sms.telnyx import Telnyx

SIGNER = Ed25519PrivateKey.generate()
PUBLIC_KEY = base64.b64encode(SIGNER.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
PUBLIC = "https://clinic.example/texts"
NOW = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)
TELNYX = Telnyx("key", PUBLIC_KEY, PUBLIC, "+15005550006", clock=lambda: NOW)


def event(kind, **payload):
    return json.dumps({"data": {"event_type": kind, "id": "e1", "payload": payload}}).encode()


TEXT = {
    "id": "7ee4241c", "direction": "inbound", "from": {"phone_number": "+15005550101"}, "media": [],
    "to": [{"phone_number": "+15005550006"}], "text": "my knee hurts", "received_at": "2026-11-21T18:59:58.574Z",
}  # fmt: skip
RECEIVED = event("message.received", **TEXT)


def posted(body, at=NOW, signer=SIGNER, signed=None, path="/sms/telnyx"):
    stamp = str(int(at.timestamp()))
    signature = signer.sign(stamp.encode() + b"|" + (body if signed is None else signed))
    headers = {"telnyx-timestamp": stamp, "telnyx-signature-ed25519": base64.b64encode(signature).decode()}
    return CarrierRequest("POST", path, headers, body)


def test_what_telnyx_signed_just_now_is_believed():
    assert TELNYX.verify(posted(RECEIVED))
    assert TELNYX.verify(posted(RECEIVED, NOW - timedelta(seconds=299)))


def test_what_was_signed_long_ago_or_ahead_of_time_is_a_replay():
    assert not TELNYX.verify(posted(RECEIVED, NOW - timedelta(seconds=301)))
    assert not TELNYX.verify(posted(RECEIVED, NOW + timedelta(seconds=301)))


def test_what_somebody_else_signed_or_changed_is_not_believed():
    assert not TELNYX.verify(posted(RECEIVED, signer=Ed25519PrivateKey.generate()))
    assert not TELNYX.verify(posted(RECEIVED + b" ", signed=RECEIVED))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"telnyx-timestamp": "now", "telnyx-signature-ed25519": "AAAA"},
        {"telnyx-timestamp": "9" * 400, "telnyx-signature-ed25519": "AAAA"},
        {"telnyx-timestamp": str(int(NOW.timestamp())), "telnyx-signature-ed25519": "not base64!"},
    ],
)
def test_a_signature_that_cannot_be_read_is_none(headers):
    assert not TELNYX.verify(CarrierRequest("POST", "/sms/telnyx", headers, RECEIVED))


def test_a_text_is_read_with_the_time_the_carrier_gives():
    text = TELNYX.parse(posted(RECEIVED))
    assert (text.message_id, text.from_, text.text) == ("7ee4241c", "+15005550101", "my knee hurts")
    assert text.sent_at == NOW - timedelta(seconds=1, milliseconds=426)


def test_pictures_are_counted():
    body = event("message.received", **{**TEXT, "text": None, "media": [{"url": "https://x.example/1"}]})
    text = TELNYX.parse(posted(body))
    assert (text.text, text.media_count) == ("", 1)


def test_another_event_and_what_no_phone_sent_are_no_texts():
    assert TELNYX.parse(posted(event("message.finalized", id="1"))) is None
    body = event("message.received", **{**TEXT, "from": {"phone_number": "12345"}})
    assert TELNYX.parse(posted(body)) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"data": 1}', event("message.received", id="1")])
def test_what_is_not_as_promised_is_refused(body):
    with pytest.raises(MalformedRequest):
        TELNYX.parse(posted(body))


@pytest.mark.parametrize(
    ("status", "errors", "meant"),
    [
        ("queued", [], "sent"), ("delivered", [], "delivered"), ("sending_failed", [], "failed"),
        ("delivery_failed", [{"code": "40008"}], "undelivered"), ("sending_failed", [{"code": "40300"}], "opted_out"),
    ],
)  # fmt: skip
def test_a_status_is_read_with_the_id_of_our_text(status, errors, meant):
    body = event("message.finalized", id="m1", to=[{"status": status}], errors=errors)
    found = TELNYX.parse_status(posted(body, path="/sms/telnyx/status?text=abc"))
    assert found == DeliveryEvent("m1", meant, errors[0]["code"] if errors else "", "abc")


def test_an_unconfirmed_delivery_is_no_end():
    body = event("message.finalized", id="m1", to=[{"status": "delivery_unconfirmed"}])
    assert TELNYX.parse_status(posted(body)) is None


async def answered(status, body):
    asked = {}

    async def take(request):
        asked.update(await request.json(), authorization=request.headers["authorization"])
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_post("/v2/messages", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    telnyx = Telnyx("key", PUBLIC_KEY, PUBLIC, "+15005550006", f"http://127.0.0.1:{port}")
    try:
        return await telnyx.send(Outbound("+15005550101", "hello", "text1")), asked
    finally:
        await telnyx.close()
        await runner.cleanup()


def test_a_text_is_handed_over_with_an_address_for_its_callbacks():
    receipt, asked = asyncio.run(answered(200, {"data": {"id": "m9"}}))
    assert receipt.carrier_id == "m9"
    assert asked == {
        "from": "+15005550006",
        "to": "+15005550101",
        "text": "hello",
        "webhook_url": f"{PUBLIC}/sms/telnyx/status?text=text1",
        "authorization": "Bearer key",
    }


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (409, "40300", OptedOut), (429, "10011", Throttled), (400, "10002", BadNumber), (400, "10016", BadNumber),
        (401, "10009", Misconfigured), (400, "40013", Misconfigured), (422, "10015", Refused), (500, "", Transient),
    ],
)  # fmt: skip
def test_each_refusal_is_an_error_of_its_own_kind(status, code, expected):
    with pytest.raises(expected):
        asyncio.run(answered(status, {"errors": [{"code": code}]}))
