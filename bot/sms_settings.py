"""The settings of the text-message channel, read from variables that bot.settings hands over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.settings_error import SettingsError

PROVIDERS = ("twilio", "telnyx", "console")
PUBLIC_URL = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
LOOPBACK_URL = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}(/[A-Za-z0-9._~/-]*)?")
SENDER = re.compile(r"\+[1-9][0-9]{6,14}|MG[0-9a-f]{32}")
ACCOUNT = re.compile(r"AC[0-9a-f]{32}")

ProviderName = Literal["twilio", "telnyx", "console"]


@dataclass(frozen=True)
class SmsSettings:
    """Which carrier, and how it and we know each other. Secrets are never printed."""

    provider: ProviderName
    public_url: str
    """Where the carrier reaches this server, without a closing slash."""
    sender: str
    """The number, or Twilio messaging service, that texts come from."""
    twilio_account: str = ""
    twilio_token: str = field(default="", repr=False)
    telnyx_key: str = field(default="", repr=False)
    telnyx_public_key: str = ""
    api_url: str = ""
    """Another address of the carrier's API, such as a proxy's; empty for its own."""
    carrier_answers: bool = True
    """Whether the carrier itself answers STOP, START and HELP."""
    join_seconds: float = 3.0
    """Texts that come within this time are one turn."""
    catch_up_seconds: float = 60.0
    """How often the carrier is asked for what its webhooks did not tell."""


def read_sms_settings(given: Mapping[str, str], demo: bool) -> SmsSettings | None:
    """The settings, or None where no carrier is set. `given` holds no blank values.

    Raises:
        SettingsError: a variable is missing or malformed.
    """
    name = given.get("SIGNPOST_SMS_PROVIDER", "")
    if not name:
        return None
    if name == "console":
        return _console(given, demo)
    shared = SmsSettings(
        "twilio",
        _url(given, "SIGNPOST_SMS_PUBLIC_URL").rstrip("/"),
        _needed(given, "SIGNPOST_SMS_FROM", SENDER, "the number texts come from, such as +15005550006"),
        api_url=_url(given, "SIGNPOST_SMS_API_URL") if "SIGNPOST_SMS_API_URL" in given else "",
        carrier_answers=_yes_or_no(given, "SIGNPOST_SMS_CARRIER_ANSWERS", True),
        join_seconds=_seconds(given, "SIGNPOST_SMS_JOIN_SECONDS", 3.0),
        catch_up_seconds=_seconds(given, "SIGNPOST_SMS_CATCH_UP_SECONDS", 60.0),
    )
    if name == "twilio":
        account = _needed(given, "SIGNPOST_TWILIO_ACCOUNT_SID", ACCOUNT, "the account's id, AC and 32 digits")
        token = _secret(given, "SIGNPOST_TWILIO_AUTH_TOKEN", "the account's auth token")
        return replace(shared, twilio_account=account, twilio_token=token)
    if name == "telnyx":
        key = _secret(given, "SIGNPOST_TELNYX_API_KEY", "an API key of the account")
        public = _secret(given, "SIGNPOST_TELNYX_PUBLIC_KEY", "the account's public key, in base64")
        return replace(shared, provider="telnyx", telnyx_key=key, telnyx_public_key=public)
    raise SettingsError(f"SIGNPOST_SMS_PROVIDER: set it to one of {', '.join(PROVIDERS)}.")


def _console(given: Mapping[str, str], demo: bool) -> SmsSettings:
    if not demo:
        raise SettingsError(
            "SIGNPOST_SMS_PROVIDER: console lets anybody text as any number. Set SIGNPOST_MODE to demo, "
            "or choose twilio or telnyx."
        )
    url = given.get("SIGNPOST_SMS_PUBLIC_URL", "http://127.0.0.1:5005").rstrip("/")
    join = _seconds(given, "SIGNPOST_SMS_JOIN_SECONDS", 3.0)
    return SmsSettings("console", url, "+15005550006", carrier_answers=False, join_seconds=join)


def _url(given: Mapping[str, str], name: str) -> str:
    url = given.get(name, "")
    if not PUBLIC_URL.fullmatch(url) and not LOOPBACK_URL.fullmatch(url):
        raise SettingsError(f"{name}: set it to an address such as https://chat.clinic.example.")
    return url


def _needed(given: Mapping[str, str], name: str, form: re.Pattern[str], what: str) -> str:
    value = given.get(name, "")
    if not form.fullmatch(value):
        raise SettingsError(f"{name}: set it to {what}.")
    return value


def _secret(given: Mapping[str, str], name: str, what: str) -> str:
    # The value stays out of every message.
    if not given.get(name):
        raise SettingsError(f"{name} is missing: set it to {what}.")
    return given[name]


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    text = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) or float(text) <= 0:
        raise SettingsError(f"{name}: set it to a number of seconds above 0.")
    return float(text)


def _yes_or_no(given: Mapping[str, str], name: str, default: bool) -> bool:
    text = given.get(name, "yes" if default else "no")
    if text not in ("yes", "no"):
        raise SettingsError(f"{name}: set it to yes or to no.")
    return text == "yes"
