"""What the carrier's addresses refuse, and that nothing of it is left in a log or the store."""

import asyncio
import logging
from urllib.parse import quote_plus

import pytest

from bot.channels.request_body import BODY_BYTES
from bot.store.sms_inbox import sms_inbox
from bot.store.sms_outbox import sms_outbox

PUBLIC = "https://texts.clinic.example"
SECRET = "SECRETWORDS"
FIELDS = {"MessageSid": "SM" + "a" * 32, "From": "+15005550101", "To": "+15005550006", "Body": SECRET}
URL = f"{PUBLIC}/sms/twilio"


def refused(texting, caplog, post, expected):
    """Post something; the status must be that, nothing stored, and no log may hold its content."""

    async def story():
        async with texting() as talk:
            with caplog.at_level(logging.DEBUG):
                status = await post(talk.carrier)
            await asyncio.sleep(0.2)
            assert (status, talk.rows(sms_inbox), talk.dialogue.heard) == (expected, [], [])

    asyncio.run(story())
    kept = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert SECRET not in kept
    assert "5550101" not in kept


@pytest.mark.parametrize("signature", ["forged", "x" * 5000, "é".encode().decode("latin-1")])
def test_a_forged_signature_is_refused(texting, caplog, signature):
    refused(texting, caplog, lambda carrier: carrier.post(URL, FIELDS, signature), 403)


def test_a_request_without_a_signature_is_refused(texting, caplog):
    headers = {"X-Twilio-Signature": ""}
    refused(texting, caplog, lambda carrier: carrier.post(URL, FIELDS, headers=headers), 403)


@pytest.mark.parametrize("changed", [{"Body": SECRET + "!"}, {"From": "+15005550199"}, {"Extra": "1"}])
def test_a_signature_over_other_fields_is_refused(texting, caplog, changed):
    async def post(carrier):
        signature = carrier._validator.compute_signature(URL, FIELDS)
        return await carrier.post(URL, {**FIELDS, **changed}, signature)

    refused(texting, caplog, post, 403)


@pytest.mark.parametrize(
    "signed_for",
    [
        "http://texts.clinic.example/sms/twilio",
        f"{URL}/status",
        f"{URL}?a=b",
        "https://elsewhere.example/sms/twilio",
    ],
)
def test_a_signature_over_another_address_is_refused(texting, caplog, signed_for):
    async def post(carrier):
        signature = carrier._validator.compute_signature(signed_for, FIELDS)
        return await carrier.post(URL, FIELDS, signature)

    refused(texting, caplog, post, 403)


def test_an_empty_request_is_refused(texting, caplog):
    refused(texting, caplog, lambda carrier: carrier.post(URL, {}), 400)


def test_a_field_that_is_there_twice_is_refused(texting, caplog):
    body = f"Body={SECRET}&Body={SECRET}&From=%2B15005550101&MessageSid=SM1"
    refused(texting, caplog, lambda carrier: carrier.post(URL, FIELDS, body=body), 403)


def test_an_oversized_request_is_refused(texting, caplog):
    fields = {**FIELDS, "Body": SECRET * (BODY_BYTES // 8)}
    refused(texting, caplog, lambda carrier: carrier.post(URL, fields), 413)


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
        "application/x-www-form-urlencoded; charset=iso-8859-1",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
def test_another_type_or_charset_is_refused(texting, caplog, kind):
    refused(texting, caplog, lambda carrier: carrier.post(URL, FIELDS, headers={"Content-Type": kind}), 415)


@pytest.mark.parametrize("body", [b"Body=\xe9" + SECRET.encode(), b"Body=%E9" + SECRET.encode()])
def test_a_body_in_another_encoding_is_refused(texting, caplog, body):
    refused(texting, caplog, lambda carrier: carrier.post(URL, FIELDS, body=body), 403)


def test_other_methods_and_paths_are_refused_without_an_answer_that_says_more(texting, caplog):
    async def get(carrier):
        async with carrier._http.get(f"{carrier.webhooks}/sms/twilio", params={"Body": SECRET}) as response:
            return response.status

    refused(texting, caplog, get, 405)


def test_a_replayed_request_is_acknowledged_and_has_no_effect(texting):
    async def story():
        async with texting() as talk:
            signature = talk.carrier._validator.compute_signature(URL, FIELDS)
            statuses = [await talk.carrier.post(URL, FIELDS, signature) for _ in range(5)]
            await talk.until(lambda: talk.words_to("+15005550101"))
            statuses.append(await talk.carrier.post(URL, FIELDS, signature))
            await asyncio.sleep(0.3)
            assert statuses == [204] * 6
            assert (len(talk.rows(sms_inbox)), len(talk.rows(sms_outbox))) == (1, 1)
            assert talk.dialogue.heard == [SECRET]

    asyncio.run(story())


@pytest.mark.parametrize("sender", ["12345", "Clinic", "whatsapp:+15005550101", "", "+1500555010155555"])
def test_what_no_phone_sent_is_acknowledged_and_left_alone(texting, caplog, sender):
    fields = {**FIELDS, "From": sender}
    refused(texting, caplog, lambda carrier: carrier.post(URL, fields), 204)


def test_a_text_in_any_script_arrives_as_it_was_written(texting, dialogue):
    words = "Me duele la rodilla ñ 膝盖疼 🦵 & = + % ?"

    async def story():
        async with texting() as talk:
            assert await talk.carrier.post(URL, {**FIELDS, "Body": words}) == 204
            await talk.until(lambda: dialogue.heard)
            assert dialogue.heard == [words]

    asyncio.run(story())


def rename(talk, old, new):
    """Take a table away, or give it back: the store is gone, or there again."""
    with talk.database.session() as session:
        session.connection().exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")


def test_what_cannot_be_stored_is_answered_at_once_with_the_safety_text(texting, dialogue):
    async def story():
        async with texting(catch_up=0.2) as talk:
            message = talk.carrier._record("inbound", "+15005550101", "+15005550006", "my chest", "received")
            rename(talk, "sms_inbox", "elsewhere")
            fields = {**FIELDS, "MessageSid": message.sid, "Body": "my chest"}
            signature = talk.carrier._validator.compute_signature(URL, fields)
            headers = {"X-Twilio-Signature": signature}
            address = f"{talk.carrier.webhooks}/sms/twilio"
            async with talk.carrier._http.post(address, data=fields, headers=headers) as response:
                said = await response.text()
            assert (response.status, response.content_type) == (200, "text/xml")
            assert said == (
                "<Response><Message>Something broke &amp; I could not check that. In danger, call 911."
                "</Message></Response>"
            )
            rename(talk, "elsewhere", "sms_inbox")
            await talk.until(lambda: dialogue.heard)
            assert dialogue.heard == ["my chest"]

    asyncio.run(story())


def test_an_opt_out_that_cannot_be_stored_is_not_acknowledged(texting):
    async def story():
        async with texting() as talk:
            rename(talk, "sms_inbox", "elsewhere")
            assert await talk.carrier.post(URL, {**FIELDS, "Body": "STOP"}) == 503
            assert await talk.carrier.post(URL, {**FIELDS, "OptOutType": "STOP"}) == 503
            rename(talk, "elsewhere", "sms_inbox")
            assert await talk.carrier.post(URL, {**FIELDS, "Body": "STOP"}) == 204

    asyncio.run(story())


def test_a_callback_about_a_text_that_is_not_ours_is_acknowledged(texting):
    fields = {"MessageSid": "SM" + "b" * 32, "MessageStatus": "delivered"}

    async def story():
        async with texting() as talk:
            url = f"{URL}/status?text={quote_plus('nobody knows')}"
            assert await talk.carrier.post(url, fields) == 204
            assert await talk.carrier.post(url, fields, "forged") == 403
            assert talk.rows(sms_outbox) == []

    asyncio.run(story())
