"""Staff of the front desk: who may sign in, and as what. Names and password hashes are encrypted."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

Role = Literal["reception", "clinician", "admin", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)

ID_BYTES = 9
LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")
NAME_LENGTH = 80

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(60), nullable=False, unique=True),
    Column("name", EncryptedText("staff.name"), nullable=False),
    Column("role", String(20), nullable=False),
    # A hash already; encrypted besides, a stolen file without the key cannot even be guessed at.
    Column("password_hash", EncryptedText("staff.password_hash"), nullable=False),
    Column("totp_secret", EncryptedText("staff.totp_secret")),
    Column("last_totp_step", Integer),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
    CheckConstraint("role IN ('reception', 'clinician', 'admin', 'auditor')", name="ck_staff_role"),
)


class LoginTaken(Exception):
    """Somebody has this login already. Choose another."""


@dataclass(frozen=True)
class Account:
    """One row. `totp_secret` is None until an authenticator app was set up."""

    id: str
    login: str
    name: str = field(repr=False)
    role: Role
    password_hash: str = field(repr=False)
    totp_secret: str | None = field(repr=False)
    last_totp_step: int | None
    must_change: bool
    created_at: datetime
    disabled_at: datetime | None

    @property
    def is_new(self) -> bool:
        """Whether a first password or an authenticator app is still to be chosen."""
        return self.must_change or self.totp_secret is None


def add_staff(
    session: Session, login: str, name: str, role: str, password_hash: str, clock: Clock = utc_now
) -> str:
    """Add somebody with a one-time password, and return their id.

    Raises:
        MalformedInput: the login, the name or the role is not one.
        LoginTaken: somebody has this login, disabled or not.
    """
    if not LOGIN.fullmatch(login):
        raise MalformedInput("A login has 2 to 40 small letters, digits, dots or dashes, a letter first.")
    _check_role(role)
    if not name.strip() or len(name) > NAME_LENGTH:
        raise MalformedInput(f"A name has 1 to {NAME_LENGTH} characters.")
    row = {
        "id": secrets.token_urlsafe(ID_BYTES),
        "login": login,
        "name": name.strip(),
        "role": role,
        "password_hash": password_hash,
        "must_change": True,
        "created_at": clock(),
    }
    try:
        with session.begin_nested():
            session.execute(insert(staff).values(row))
    except IntegrityError:
        raise LoginTaken("Somebody has this login already. Choose another.") from None
    return str(row["id"])


def account_by_login(session: Session, login: str) -> Account | None:
    """Whoever has this login, disabled or not; None when nobody has."""
    return _one(session, staff.c.login == login) if LOGIN.fullmatch(login) else None


def account_by_id(session: Session, staff_id: str) -> Account | None:
    """Whoever has this id, disabled or not; None when nobody has."""
    return _one(session, staff.c.id == staff_id)


def all_accounts(session: Session) -> list[Account]:
    """Everybody, in the order of their logins."""
    return [_account(row) for row in session.execute(select(staff).order_by(staff.c.login))]


def has_staff(session: Session) -> bool:
    """Whether anybody was ever added."""
    return session.execute(select(staff.c.id).limit(1)).first() is not None


def active_admins(session: Session) -> int:
    """How many admins may sign in, held until the session ends: two cannot take each other's place away."""
    query = select(staff.c.id, staff.c.role, staff.c.disabled_at).order_by(staff.c.id).with_for_update()
    return sum(row.role == "admin" and row.disabled_at is None for row in session.execute(query))


def set_password(session: Session, staff_id: str, password_hash: str, one_time: bool) -> None:
    """Store a new password; a one-time one must be changed at the next sign-in."""
    _change(session, staff_id, {"password_hash": password_hash, "must_change": one_time})


def set_totp(session: Session, staff_id: str, secret: str | None, step: int | None) -> None:
    """Store the secret of the authenticator app and the step of the code that proved it, or forget both."""
    _change(session, staff_id, {"totp_secret": secret, "last_totp_step": step})


def use_totp_step(session: Session, staff_id: str, step: int) -> bool:
    """Use up the code of a step. False when it, or a later one, was used before: a code works once."""
    unused = (staff.c.last_totp_step.is_(None)) | (staff.c.last_totp_step < step)
    change = update(staff).where(staff.c.id == staff_id, unused).values(last_totp_step=step)
    return bool(session.execute(change).rowcount)


def disable(session: Session, staff_id: str, clock: Clock = utc_now) -> None:
    """Let this person in no more. Their name stays beside what they did."""
    _change(session, staff_id, {"disabled_at": clock()})


def enable(session: Session, staff_id: str) -> None:
    """Let this person in again."""
    _change(session, staff_id, {"disabled_at": None})


def set_role(session: Session, staff_id: str, role: str) -> None:
    """Give another role. Raises MalformedInput when it is none."""
    _check_role(role)
    _change(session, staff_id, {"role": role})


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise MalformedInput(f"A role is one of {', '.join(ROLES)}. Choose one of them.")


def _change(session: Session, staff_id: str, values: dict[str, Any]) -> None:
    session.execute(update(staff).where(staff.c.id == staff_id).values(values))


def _one(session: Session, condition: ColumnElement[bool]) -> Account | None:
    row = session.execute(select(staff).where(condition)).one_or_none()
    return None if row is None else _account(row)


def _account(row: Row) -> Account:
    return Account(**row._mapping)
