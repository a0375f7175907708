"""What staff can still ask and say when the database does not answer: it comes from files alone."""

from __future__ import annotations

from bot.settings import settings
from bot.store.errors import StoreUnavailable
from bot.this_clinic import this_clinic, with_overrides
from bot.triage.clinic import Clinic, load_clinic
from bot.triage.locales import locale_of
from bot.wording import wording


def emergency_number() -> str:
    """The number to call in an emergency where the clinic is."""
    return locale_of(_clinic().locale).emergency_number


def emergency_signs() -> tuple[str, ...]:
    """The first signs that are asked about, as they are read aloud."""
    return tuple(button.title for button in wording().buttons("utter_ask_emergency_signs"))


def _clinic() -> Clinic:
    try:
        return this_clinic()
    except StoreUnavailable:
        return with_overrides(load_clinic(settings().clinic_file), settings())
