"""The first account, made when there is none, and a way back in for whoever lost theirs."""

from __future__ import annotations

import sys

from bot.desk.passwords import hash_password, one_time_password
from bot.settings import SettingsError, settings
from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.database import Database, database
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate
from bot.store.sign_in_attempts import forget_failures
from bot.store.staff import account_by_login, add_staff, enable, has_staff, set_password, set_role, set_totp
from bot.store.staff_sessions import end_sessions_of

LOGIN = "admin"
NAME = "Admin"


def first_admin(store: Database, clock: Clock = utc_now) -> str | None:
    """The one-time password of a new admin, or None when there is staff already.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with store.reading() as reading:
        if has_staff(reading):
            return None
    password = one_time_password()
    hashed = hash_password(password)
    with store.session() as session:
        # Looked at again: two processes may start at once.
        if has_staff(session):
            return None
        staff_id = add_staff(session, LOGIN, NAME, "admin", hashed, clock)
        record(session, "staff.first_admin_added", None, f"staff={staff_id}", clock)
    return password


def recover_admin(store: Database, clock: Clock = utc_now) -> str:
    """A new one-time password for `admin`, who is let in again as an admin, with a new app to set up.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    made = first_admin(store, clock)
    if made is not None:
        return made
    password = one_time_password()
    hashed = hash_password(password)
    with store.session() as session:
        account = account_by_login(session, LOGIN)
        if account is None:
            staff_id = add_staff(session, LOGIN, NAME, "admin", hashed, clock)
        else:
            staff_id = account.id
            set_password(session, staff_id, hashed, one_time=True)
            set_totp(session, staff_id, None, None)
            set_role(session, staff_id, "admin")
            enable(session, staff_id)
            end_sessions_of(session, staff_id)
        forget_failures(session, LOGIN)
        record(session, "staff.admin_recovered", None, f"staff={staff_id}", clock)
    return password


def main() -> int:
    """Recover the admin of the settings' database, for who has this machine; 1 when that cannot be."""
    try:
        migrate(settings().database_url)
        password = recover_admin(database())
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(lines(password))
    return 0


def lines(password: str) -> str:
    """What the terminal says, this once."""
    return f"The front desk's first sign-in (shown this once): login {LOGIN}, one-time password {password}\n"


if __name__ == "__main__":
    sys.exit(main())
