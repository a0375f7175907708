"""What staff can still ask and say when the database does not answer: nobody asks it for this."""

from __future__ import annotations

from bot.settings import settings
from bot.this_clinic import last_clinic_of
from bot.triage.locales import locale_of
from bot.wording import wording


def emergency_number() -> str:
    """The number to call in an emergency where the clinic is."""
    return locale_of(last_clinic_of(settings()).locale).emergency_number


def emergency_signs() -> tuple[str, ...]:
    """The first signs that are asked about, as they are read aloud."""
    return tuple(button.title for button in wording().buttons("utter_ask_emergency_signs"))
