"""Settings of the text-message channel: none without a carrier, and what is refused."""

import base64

import pytest

from bot.settings import Settings, SettingsError, read_settings

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
ACCOUNT, TOKEN = "AC" + "0a" * 16, "a secret token"
TWILIO = {
    "SIGNPOST_SMS_PROVIDER": "twilio",
    "SIGNPOST_SMS_PUBLIC_URL": "https://chat.clinic.example/signpost/",
    "SIGNPOST_SMS_FROM": "+15005550006",
    "SIGNPOST_TWILIO_ACCOUNT_SID": ACCOUNT,
    "SIGNPOST_TWILIO_AUTH_TOKEN": TOKEN,
}
TELNYX = {
    "SIGNPOST_SMS_PROVIDER": "telnyx",
    "SIGNPOST_SMS_PUBLIC_URL": "https://chat.clinic.example",
    "SIGNPOST_SMS_FROM": "+15005550006",
    "SIGNPOST_TELNYX_API_KEY": TOKEN,
    "SIGNPOST_TELNYX_PUBLIC_KEY": base64.b64encode(bytes(32)).decode(),
}


def given(variables: dict[str, str], **changed: str) -> Settings:
    return read_settings({"SIGNPOST_KEY": KEY, **variables, **changed})


def test_without_a_carrier_there_is_no_channel() -> None:
    assert given({}).sms is None


def test_twilio_needs_no_more_than_its_account_and_our_address() -> None:
    sms = given(TWILIO).sms
    assert sms is not None
    assert (sms.provider, sms.public_url, sms.sender) == (
        "twilio", "https://chat.clinic.example/signpost", "+15005550006",
    )  # fmt: skip
    assert (sms.carrier_answers, sms.join_seconds, sms.catch_up_seconds, sms.api_url) == (True, 3.0, 60.0, "")


def test_a_messaging_service_may_be_the_sender() -> None:
    sms = given(TWILIO, SIGNPOST_SMS_FROM="MG" + "0" * 32).sms
    assert sms is not None
    assert sms.sender.startswith("MG")


@pytest.mark.parametrize("carrier", [TWILIO, TELNYX], ids=["twilio", "telnyx"])
def test_secrets_are_not_printed(carrier: dict[str, str]) -> None:
    assert TOKEN not in repr(given(carrier))


def test_a_terminal_is_a_carrier_in_demo_mode_only() -> None:
    console = {"SIGNPOST_SMS_PROVIDER": "console"}
    sms = given(console, SIGNPOST_MODE="demo").sms
    assert sms is not None
    assert (sms.provider, sms.carrier_answers) == ("console", False)
    with pytest.raises(SettingsError, match="SIGNPOST_SMS_PROVIDER"):
        given(console, SIGNPOST_MODE="clinic")


@pytest.mark.parametrize(
    ("carrier", "name"),
    [(TWILIO, name) for name in TWILIO if name != "SIGNPOST_SMS_PROVIDER"]
    + [(TELNYX, name) for name in TELNYX if name != "SIGNPOST_SMS_PROVIDER"],
)
def test_what_is_missing_is_named(carrier: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        given({key: value for key, value in carrier.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNPOST_SMS_PROVIDER", "pigeon"),
        ("SIGNPOST_SMS_PUBLIC_URL", "http://chat.clinic.example"),
        ("SIGNPOST_SMS_PUBLIC_URL", "https://chat.clinic.example?x=1"),
        ("SIGNPOST_SMS_FROM", "CLINIC"),
        ("SIGNPOST_SMS_FROM", "5005550006"),
        ("SIGNPOST_TWILIO_ACCOUNT_SID", "AC1"),
        ("SIGNPOST_SMS_API_URL", "ftp://elsewhere.example"),
        ("SIGNPOST_SMS_JOIN_SECONDS", "0"),
        ("SIGNPOST_SMS_CATCH_UP_SECONDS", "often"),
        ("SIGNPOST_SMS_CARRIER_ANSWERS", "perhaps"),
    ],
)
def test_what_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        given(TWILIO, **{name: value})
