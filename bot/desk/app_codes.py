"""The six digits of an authenticator app (TOTP, RFC 6238): secrets, QR codes, and which step a code is of."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
STEPS_AROUND = 1
"""Phones' clocks differ: the code of the step before and of the step after are taken too."""
DIGITS = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """A new secret, 160 bits in base32."""
    return pyotp.random_base32()


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """The step this code is of, in 30 seconds since 1970; None when it is of none around now."""
    digits = code.replace(" ", "")
    if not DIGITS.fullmatch(digits):
        return None
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // STEP_SECONDS
    steps = range(current - STEPS_AROUND, current + STEPS_AROUND + 1)
    fitting = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), digits)]
    return fitting[0] if fitting else None


def qr_code(secret: str, login: str, clinic_name: str) -> str:
    """What the app scans, as an SVG element without styles. It holds the secret: show it once, keep it never."""
    address = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=f"{clinic_name} front desk")
    picture = segno.make(address, error="m", micro=False)
    return picture.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)


def spelled(secret: str) -> str:
    """The secret in groups of four, to type instead of scan."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
