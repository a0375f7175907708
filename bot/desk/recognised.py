"""Whose cookie this is, and what they may do with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.desk.person import Staff, staff_of
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.staff import account_by_id
from bot.store.staff_sessions import SEEN_EVERY, StaffSession, find_session, lock, note_activity

Standing = Literal["in", "locked", "new"]


@dataclass(frozen=True)
class Recognised:
    """A live session and its person.

    `standing`: `in` may work; `locked` must give the password again; `new` must first choose a password
    and set up an authenticator app.
    """

    staff: Staff
    session: StaffSession
    standing: Standing


def recognise(
    database: Database, token: str, idle: timedelta, is_activity: bool, clock: Clock
) -> Recognised | None:
    """The session of a cookie, or None. Locks it when it was idle too long; notes activity otherwise.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with database.reading() as reading:
        found = find_session(reading, token, clock)
        account = None if found is None else account_by_id(reading, found.staff_id)
    if found is None or account is None or account.disabled_at is not None:
        return None
    quiet = clock() - found.seen_at
    locked = found.locked_at is not None
    if not locked and quiet >= idle:
        locked = True
        with database.session() as session:
            lock(session, token, clock)
    elif not locked and is_activity and quiet >= SEEN_EVERY:
        with database.session() as session:
            note_activity(session, token, clock)
    standing: Standing = "locked" if locked else "new" if account.is_new else "in"
    return Recognised(staff_of(account), found, standing)
