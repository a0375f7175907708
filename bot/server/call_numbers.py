"""The telephone numbers a person may need, as words and as links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.triage.locales import Locale

# Any mobile phone connects this one to the emergency service of the country it is in.
MOBILE_EMERGENCY = "112"


@dataclass(frozen=True)
class CallNumber:
    """A number as people read it, and what a `tel:` link dials."""

    number: str
    tel: str


def emergency_tel(emergency_number: str) -> str:
    """The number a link can dial: the first one named, such as 112 of "112 or 999"."""
    named = re.search(r"[0-9]{2,}", emergency_number)
    return named[0] if named else MOBILE_EMERGENCY


def emergency_call(locale: Locale) -> CallNumber:
    """The locale's emergency number; where none is known, the one that works from any mobile phone."""
    dialled = emergency_tel(locale.emergency_number)
    return CallNumber(dialled, dialled)


def other_calls(locale: Locale) -> list[CallNumber]:
    """The locale's crisis, poison, abuse and advice lines, those that can be dialled."""
    lines = (locale.crisis_line, locale.poison_line, locale.abuse_line, locale.same_day_line)
    return [CallNumber(line, tel_of(line)) for line in lines if tel_of(line)]


def tel_of(number: str) -> str:
    """The digits of a number, with its plus sign; empty for words that are no number."""
    digits = re.sub(r"[^0-9]", "", number)
    return f"+{digits}" if number.strip().startswith("+") and digits else digits
