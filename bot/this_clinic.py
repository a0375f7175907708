"""The clinic this process speaks for: its file, with what the environment says instead."""

from __future__ import annotations

from dataclasses import replace

from bot.settings import Settings, settings
from bot.triage.clinic import Clinic, load_clinic


def this_clinic() -> Clinic:
    """The clinic of this process. Raises ContentError or SettingsError."""
    return clinic_of(settings())


def clinic_of(chosen: Settings) -> Clinic:
    """The clinic of these settings.

    Raises:
        ContentError: its file has an error; the message names the row and the cure.
    """
    clinic = load_clinic(chosen.clinic_file)
    return replace(
        clinic,
        name=chosen.clinic_name or clinic.name,
        phone=chosen.clinic_phone or clinic.phone,
        locale=chosen.locale or clinic.locale,
    )
