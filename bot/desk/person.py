"""Who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.store.staff import Account, Role


@dataclass(frozen=True)
class Staff:
    """A member of staff, as pages and the audit know them."""

    id: str
    login: str
    name: str = field(repr=False)
    role: Role


def staff_of(account: Account) -> Staff:
    """The person of an account."""
    return Staff(account.id, account.login, account.name, account.role)
