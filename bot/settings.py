"""The settings of one process. This is the only file that reads the environment."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.settings_error import SettingsError
from bot.sms_settings import SmsSettings, read_sms_settings

KEY_BYTES = 32
DEMO_CLINIC = Path(__file__).parent.parent / "clinic.yml"
LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")

Mode = Literal["demo", "clinic"]


@dataclass(frozen=True)
class Settings:
    """Everything an operator can choose. The key and the database address are never printed."""

    mode: Mode
    database_url: str = field(repr=False)
    key: str = field(repr=False)
    """32 random bytes in urlsafe base64."""
    clinic_file: Path
    """Who works at the clinic and how to reach it: docs/clinic.md."""
    clinic_name: str
    clinic_phone: str
    locale: str
    """These three are said instead of what the clinic's file says; empty when the file is to answer."""
    host: str
    port: int
    allowed_origins: tuple[str, ...]
    models_dir: Path
    turn_seconds: float
    """The deadline of one turn, in seconds."""
    retention_days: int
    """Days after the last activity at which the content of a conversation is deleted."""
    desk_host: str
    desk_port: int
    desk_origin: str
    """The front desk's address as browsers see it, such as https://desk.clinic.example; empty on loopback."""
    desk_idle_minutes: int
    """Minutes without activity after which a session of the front desk locks."""
    sms: SmsSettings | None = None
    """The text-message channel; None where there is none."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        SettingsError: a variable is missing or malformed.
    """
    return read_settings(os.environ)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from variables; a blank variable counts as unset.

    Raises:
        SettingsError: a variable is missing or malformed.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    mode = _mode(given.get("SIGNPOST_MODE", "clinic"))
    return Settings(
        mode=mode,
        database_url=_database_url(given.get("SIGNPOST_DATABASE_URL", "sqlite:///var/signpost.db")),
        key=_key(given.get("SIGNPOST_KEY", "")),
        clinic_file=_clinic_file(given.get("SIGNPOST_CLINIC", "")),
        clinic_name=given.get("SIGNPOST_CLINIC_NAME", ""),
        clinic_phone=given.get("SIGNPOST_CLINIC_PHONE", ""),
        locale=_locale(given.get("SIGNPOST_LOCALE", "")),
        host=given.get("SIGNPOST_HOST", "127.0.0.1"),
        port=_whole("SIGNPOST_PORT", given.get("SIGNPOST_PORT", "5005"), 0, 65535),
        allowed_origins=_origins(given.get("SIGNPOST_ALLOWED_ORIGINS", "")),
        models_dir=Path(given.get("SIGNPOST_MODELS_DIR", "bot/models")),
        turn_seconds=_seconds("SIGNPOST_TURN_SECONDS", given.get("SIGNPOST_TURN_SECONDS", "20")),
        retention_days=_whole(
            "SIGNPOST_RETENTION_DAYS", given.get("SIGNPOST_RETENTION_DAYS", "30"), 1, 36500
        ),
        sms=read_sms_settings(given, demo=mode == "demo"),
        desk_host=given.get("SIGNPOST_DESK_HOST", "127.0.0.1"),
        desk_port=_whole("SIGNPOST_DESK_PORT", given.get("SIGNPOST_DESK_PORT", "5006"), 0, 65535),
        desk_origin=_desk_origin(given),
        desk_idle_minutes=_whole(
            "SIGNPOST_DESK_IDLE_MINUTES", given.get("SIGNPOST_DESK_IDLE_MINUTES", "10"), 1, 240
        ),
    )


def _mode(text: str) -> Mode:
    if text == "demo":
        return "demo"
    if text == "clinic":
        return "clinic"
    raise SettingsError("SIGNPOST_MODE: set it to demo or to clinic.")


def _database_url(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise SettingsError(
            "SIGNPOST_DATABASE_URL: set it to sqlite:///path/to/file.db or to "
            "postgresql://user:password@host/name."
        )
    return text


def _key(text: str) -> str:
    # The value stays out of every message: it opens the whole database.
    how = (
        "set it to 32 random bytes in urlsafe base64 and keep a copy apart from the database. "
        'To make one: python -c "import base64, os; '
        'print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
    )
    if not text:
        raise SettingsError(f"SIGNPOST_KEY is missing: {how}")
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise SettingsError(f"SIGNPOST_KEY is not urlsafe base64: {how}") from None
    if len(raw) != KEY_BYTES:
        raise SettingsError(f"SIGNPOST_KEY holds {len(raw)} bytes, not {KEY_BYTES}: {how}")
    return text


def _clinic_file(text: str) -> Path:
    path = Path(text) if text else DEMO_CLINIC
    if not path.is_file():
        raise SettingsError(f"SIGNPOST_CLINIC: there is no file {path}. Set it to the clinic's YAML file.")
    return path


def _locale(text: str) -> str:
    if text and not LOCALE.fullmatch(text):
        raise SettingsError("SIGNPOST_LOCALE: set it to a language tag such as en-US.")
    return text


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip() for part in text.split(",") if part.strip())
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(
                "SIGNPOST_ALLOWED_ORIGINS: list exact origins such as https://clinic.example, "
                "separated by commas, without a path, a closing slash or a star."
            )
    return origins


def _desk_origin(given: Mapping[str, str]) -> str:
    origin = given.get("SIGNPOST_DESK_ORIGIN", "").lower()
    host = given.get("SIGNPOST_DESK_HOST", "127.0.0.1")
    if origin and not ORIGIN.fullmatch(origin):
        raise SettingsError(
            "SIGNPOST_DESK_ORIGIN: set it to the address browsers use, such as https://desk.clinic.example, "
            "without a path or a closing slash."
        )
    if not origin and host not in LOOPBACK:
        raise SettingsError(
            "SIGNPOST_DESK_ORIGIN is missing: the front desk listens beyond this machine, so put a proxy with "
            "TLS in front of it and set this to the https address browsers use."
        )
    return origin


def _whole(name: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise SettingsError(f"{name}: set it to a whole number from {least} to {most}.")
    return int(text)


def _seconds(name: str, text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) or float(text) <= 0:
        raise SettingsError(f"{name}: set it to a number of seconds above 0.")
    return float(text)
