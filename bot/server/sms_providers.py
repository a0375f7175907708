"""The carriers that can be chosen. A new one is a module with a Provider and a line here."""

from __future__ import annotations

from bot.channels.sms import twilio
from bot.channels.sms.provider import Provider
from bot.settings import SettingsError
from bot.sms_settings import SmsSettings


def provider_of(chosen: SmsSettings) -> Provider:
    """The carrier of these settings. Raises SettingsError."""
    if chosen.provider == "twilio":
        return twilio.Twilio(
            chosen.twilio_account,
            chosen.twilio_token,
            chosen.public_url,
            chosen.sender,
            chosen.api_url or twilio.API,
            chosen.carrier_answers,
        )
    raise SettingsError(f"SIGNPOST_SMS_PROVIDER: {chosen.provider} is not there. Choose another one.")
