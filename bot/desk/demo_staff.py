"""Invented staff to try the front desk with, in demo mode only: `python -m bot.desk.demo_staff`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

import pyotp

from bot.desk.app_codes import new_secret
from bot.desk.passwords import hash_password, one_time_password
from bot.settings import Settings, SettingsError, settings
from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.database import Database, database
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate
from bot.store.staff import ROLES, Role, account_by_login, add_staff, set_password, set_totp


@dataclass(frozen=True)
class DemoStaff:
    """One invented person; the code is good for about a minute."""

    id: str
    role: Role
    login: str
    password: str = field(repr=False)
    key: str = field(repr=False)
    code: str = field(repr=False)


def demo_staff(chosen: Settings, store: Database, clock: Clock = utc_now) -> list[DemoStaff]:
    """One person of each role, ready to sign in; a second call gives the same people new passwords.

    Raises:
        SettingsError: this is a clinic's own front desk, where nobody is invented.
        StoreUnavailable: the database does not answer.
    """
    if chosen.mode != "demo":
        raise SettingsError(
            "SIGNPOST_MODE: invented staff is only for demo mode. Add real staff on its page."
        )
    return [_one(store, role, clock) for role in ROLES]


def _one(store: Database, role: Role, clock: Clock) -> DemoStaff:
    login, password, key = f"demo-{role}", one_time_password(), new_secret()
    hashed = hash_password(password)
    with store.session() as session:
        account = account_by_login(session, login)
        staff_id = (
            add_staff(session, login, f"Demo {role}", role, hashed, clock) if account is None else account.id
        )
        set_password(session, staff_id, hashed, one_time=False)
        set_totp(session, staff_id, key, None)
        record(session, "staff.demo_added", None, f"staff={staff_id},role={role}", clock)
    return DemoStaff(staff_id, role, login, password, key, pyotp.TOTP(key).at(clock()))


def main() -> int:
    """Make the invented staff of the settings' database and print how they sign in; 1 when that cannot be."""
    try:
        migrate(settings().database_url)
        made = demo_staff(settings(), database())
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("Invented staff for the demo. A code is good for a minute; the key is for your app.\n")
    for each in made:
        sys.stdout.write(
            f"  login {each.login}  password {each.password}  code {each.code}  key {each.key}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
