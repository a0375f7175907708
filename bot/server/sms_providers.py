"""The carriers that can be chosen. A new one is a module with a Provider and a line here."""

from __future__ import annotations

from bot.channels.sms import telnyx, twilio
from bot.channels.sms.console import Console
from bot.channels.sms.provider import Provider
from bot.settings import SettingsError
from bot.sms_settings import SmsSettings


def provider_of(chosen: SmsSettings) -> Provider:
    """The carrier of these settings.

    Raises:
        SettingsError: a key cannot be used.
    """
    if chosen.provider == "console":
        return Console()
    shared = (chosen.public_url, chosen.sender)
    if chosen.provider == "twilio":
        api = chosen.api_url or twilio.API
        keys = (chosen.twilio_account, chosen.twilio_token)
        return twilio.Twilio(*keys, *shared, api, chosen.carrier_answers)
    try:
        api = chosen.api_url or telnyx.API
        keys = (chosen.telnyx_key, chosen.telnyx_public_key)
        return telnyx.Telnyx(*keys, *shared, api, chosen.carrier_answers)
    except ValueError:
        raise SettingsError(
            "SIGNPOST_TELNYX_PUBLIC_KEY: set it to the account's public key, 32 bytes in base64."
        ) from None
