"""The clinic this process speaks for: its file or what the front desk saved, and what the environment says instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.settings import Settings, settings
from bot.triage.clinic import Clinic, load_clinic

Edited = Callable[[], Clinic | None]


class _Followed:
    """What the front desk saved, for a process that was told where to find it."""

    edited: Edited | None = None
    last: Clinic | None = None


def follow(edited: Edited | None) -> None:
    """Ask `edited` for the clinic from now on; the file answers while it gives None. None follows nobody."""
    _Followed.edited, _Followed.last = edited, None


def this_clinic() -> Clinic:
    """The clinic of this process, as it is now. Raises ContentError or SettingsError."""
    return clinic_of(settings())


def clinic_of(chosen: Settings) -> Clinic:
    """The clinic of these settings, as it is now.

    Raises:
        ContentError: it has an error; the message names the row and the cure.
        StoreUnavailable: it was never read yet, and the database does not answer.
    """
    _Followed.last = None if _Followed.edited is None else _Followed.edited()
    return last_clinic_of(chosen)


def last_clinic_of(chosen: Settings) -> Clinic:
    """The clinic of these settings as it was known last: nobody is asked, so it answers when the database does not.

    Raises:
        ContentError: its file has an error; the message names the row and the cure.
    """
    known = _Followed.last
    return with_overrides(load_clinic(chosen.clinic_file) if known is None else known, chosen)


def with_overrides(clinic: Clinic, chosen: Settings) -> Clinic:
    """The clinic, with what the environment says instead."""
    return replace(
        clinic,
        name=chosen.clinic_name or clinic.name,
        phone=chosen.clinic_phone or clinic.phone,
        locale=chosen.locale or clinic.locale,
    )
