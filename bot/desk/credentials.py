"""Whether somebody is who they say: throttled, counted before it is checked, and noted in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.desk.app_codes import code_step
from bot.desk.passwords import fits
from bot.desk.person import Staff
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.sign_in_attempts import attempt_succeeded, begin_attempt
from bot.store.staff import Account, account_by_id, account_by_login, use_totp_step
from bot.store.staff_sessions import end_session, renew, start_session


@dataclass(frozen=True)
class Refused:
    """Not let in. `wait` is above zero when it was not even checked."""

    wait: timedelta = timedelta()


def sign_in(
    database: Database, given: dict[str, str], address: str, old_token: str, clock: Clock
) -> str | Refused:
    """The token of a new session for `login`, `password` and `code`; the session of `old_token` ends.

    Whoever has no authenticator app yet needs no code. What was wrong is not told apart.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    login = given["login"].strip().lower()
    with database.session() as session:
        wait = begin_attempt(session, login, address, clock)
    if wait:
        return Refused(wait)
    with database.reading() as reading:
        account = account_by_login(reading, login)
    right = _password_fits(account, given["password"])
    with database.session() as session:
        if account is None or not right or not _code_fits(session, account, given["code"], clock):
            detail = "login=unknown" if account is None else f"staff={account.id}"
            record(session, "desk.sign_in_failed", None, detail, clock)
            return Refused()
        attempt_succeeded(session, login, address)
        end_session(session, old_token)
        token = start_session(session, account.id, clock)
        record(session, "desk.signed_in", None, clock=clock, actor=account.id)
    return token


def confirm(
    database: Database, staff: Staff, password: str, address: str, clock: Clock
) -> Refused | None:  # fmt: skip
    """Ask somebody who is signed in for their password again; None when it is theirs.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with database.session() as session:
        wait = begin_attempt(session, staff.login, address, clock)
    if wait:
        return Refused(wait)
    with database.reading() as reading:
        account = account_by_id(reading, staff.id)
    right = _password_fits(account, password)
    with database.session() as session:
        if right:
            attempt_succeeded(session, staff.login, address)
        else:
            record(session, "desk.password_failed", None, clock=clock, actor=staff.id)
    return None if right else Refused()


def unlock(
    database: Database, token: str, staff: Staff, password: str, address: str, clock: Clock
) -> str | Refused:
    """The new token of a locked session whose password was given.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    refused = confirm(database, staff, password, address, clock)
    if refused is not None:
        return refused
    with database.session() as session:
        fresh = renew(session, token, clock)
        record(session, "desk.unlocked", None, clock=clock, actor=staff.id)
    return fresh


def _password_fits(account: Account | None, password: str) -> bool:
    # Checked for nobody too: the time it takes must not tell which logins there are.
    right = fits(None if account is None else account.password_hash, password)
    return right and account is not None and account.disabled_at is None


def _code_fits(session: Session, account: Account, code: str, clock: Clock) -> bool:
    if account.totp_secret is None:
        return True
    step = code_step(account.totp_secret, code, clock())
    return step is not None and use_totp_step(session, account.id, step)
