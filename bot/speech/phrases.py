"""Responses with their parameters filled, for an audience."""

from __future__ import annotations

from bot.speech.audience import WITH_OWN_WORDS, Audience
from bot.this_clinic import this_clinic
from bot.triage.locales import locale_of
from bot.wording import wording


def standing_parameters(audience: Audience) -> dict[str, str]:
    """Parameters any response may use: the clinic, and the locale's numbers."""
    clinic = this_clinic()
    locale = locale_of(audience.locale or clinic.locale)
    return {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "emergency_number": locale.emergency_number,
        "crisis_line": locale.crisis_line,
        "crisis_text": locale.crisis_text,
        "poison_line": locale.poison_line,
        "abuse_line": locale.abuse_line,
        "same_day_line": locale.same_day_line,
    }


def phrase(audience: Audience, response: str, **parameters: str) -> str:
    """The text of a response with its parameters filled."""
    response = on_channel(response, audience.channel)
    return wording().text(response, **{**standing_parameters(audience), **parameters})


def on_channel(response: str, channel: str | None) -> str:
    """The response that says this on that channel: text messages have shorter ones, which repeat nothing
    that a person told, and at the desk it is a person who reads them aloud."""
    own = response.replace("utter_", f"utter_{channel}_", 1)
    return own if channel in WITH_OWN_WORDS and wording().has(own) else response


def with_or_without_phone(response: str) -> str:
    """The response to use, given that the clinic may not have told us a phone number."""
    return response if this_clinic().phone else f"{response}_no_phone"
