"""A password of one's own: stored, with a new token for this session and an end to the others."""

from __future__ import annotations

from bot.desk.passwords import hash_password
from bot.desk.person import Staff
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.staff import Account, account_by_id, set_password
from bot.store.staff_sessions import end_sessions_of, renew


def store_own_password(database: Database, staff: Staff, token: str, password: str, clock: Clock) -> str:
    """The new token of the session of `token`, after the password was stored.

    Raises:
        StoreUnavailable: the database does not answer; the password is the one it was.
    """
    hashed = hash_password(password)
    with database.session() as session:
        set_password(session, staff.id, hashed, one_time=False)
        end_sessions_of(session, staff.id, but=token)
        fresh = renew(session, token, clock)
        record(session, "desk.password_changed", None, clock=clock, actor=staff.id)
    return fresh


def own_account(database: Database, staff: Staff) -> Account:
    """The account of whoever is signed in.

    Raises:
        StoreUnavailable: the database does not answer, or lost them.
    """
    with database.reading() as session:
        account = account_by_id(session, staff.id)
    if account is None:
        raise StoreUnavailable("The account of a live session is gone. Restore the database from a backup.")
    return account
