"""What an admin does to accounts, each with its line in the audit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.desk.passwords import hash_password, one_time_password
from bot.desk.person import Staff
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.sign_in_attempts import forget_failures
from bot.store.staff import (
    Account,
    account_by_id,
    active_admins,
    add_staff,
    all_accounts,
    disable,
    enable,
    set_password,
    set_role,
    set_totp,
)
from bot.store.staff_sessions import end_sessions_of


class NoSuchStaff(Exception):
    """Nobody has this id."""


class LastAdmin(Exception):
    """Nobody could manage accounts any more."""


class StaffChanges:
    """Changes made by one admin. Each raises StoreUnavailable when the database does not answer."""

    def __init__(self, database: Database, admin: Staff, clock: Clock) -> None:
        self._database = database
        self._admin = admin
        self._clock = clock

    def everybody(self) -> list[Account]:
        """All accounts, in the order of their logins."""
        with self._database.reading() as session:
            return all_accounts(session)

    def add(self, login: str, name: str, role: str) -> str:
        """Add somebody and return their one-time password.

        Raises:
            MalformedInput: the login, the name or the role is not one.
            LoginTaken: somebody has this login, disabled or not.
        """
        password = one_time_password()
        hashed = hash_password(password)
        with self._database.session() as session:
            staff_id = add_staff(session, login, name, role, hashed, self._clock)
            self._note(session, "staff.added", f"staff={staff_id},role={role}")
        return password

    def reset(self, staff_id: str) -> tuple[Account, str]:
        """Give a new one-time password, forget the app, end the sessions. Raises NoSuchStaff."""
        password = one_time_password()
        hashed = hash_password(password)
        with self._database.session() as session:
            account = _known(session, staff_id)
            set_password(session, staff_id, hashed, one_time=True)
            set_totp(session, staff_id, None, None)
            end_sessions_of(session, staff_id)
            forget_failures(session, account.login)
            self._note(session, "staff.reset", f"staff={staff_id}")
        return account, password

    def disable(self, staff_id: str) -> None:
        """Let somebody in no more, from this moment. Raises NoSuchStaff or LastAdmin."""
        with self._database.session() as session:
            _known(session, staff_id)
            disable(session, staff_id, self._clock)
            end_sessions_of(session, staff_id)
            _keep_an_admin(session)
            self._note(session, "staff.disabled", f"staff={staff_id}")

    def enable(self, staff_id: str) -> None:
        """Let somebody in again. Raises NoSuchStaff."""
        with self._database.session() as session:
            _known(session, staff_id)
            enable(session, staff_id)
            self._note(session, "staff.enabled", f"staff={staff_id}")

    def give_role(self, staff_id: str, role: str) -> None:
        """Change what somebody may do, from this moment.

        Raises:
            NoSuchStaff: nobody has this id.
            LastAdmin: it is the only admin.
            MalformedInput: the role is not one.
        """
        with self._database.session() as session:
            before = _known(session, staff_id)
            set_role(session, staff_id, role)
            _keep_an_admin(session)
            self._note(session, "staff.role_given", f"staff={staff_id},from={before.role},to={role}")

    def _note(self, session: Session, action: str, detail: str) -> None:
        record(session, action, None, detail, self._clock, self._admin.id)


def _known(session: Session, staff_id: str) -> Account:
    account = account_by_id(session, staff_id)
    if account is None:
        raise NoSuchStaff("Nobody has this id. Go back to the list of staff.")
    return account


def _keep_an_admin(session: Session) -> None:
    # Raising leaves the session, which rolls the change back.
    if not active_admins(session):
        raise LastAdmin("This is the only admin. Make somebody else an admin first.")
