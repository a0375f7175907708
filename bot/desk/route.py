"""One route of the front desk: its address, its endpoint and who may use it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.recognised import Standing
from bot.store.staff import ROLES, Role

Endpoint = Callable[[Request], Awaitable[Response]]

EVERYBODY: frozenset[Role] = frozenset(ROLES)
"""Whoever is signed in, in any role."""

CASE_READERS: frozenset[Role] = frozenset({"reception", "clinician", "admin"})
"""Those who may look at cases. An auditor sees what was done, not what people said."""

CASE_WORKERS: frozenset[Role] = frozenset({"reception", "clinician"})
"""Those who may work on cases."""

ANALYSTS: frozenset[Role] = frozenset({"clinician", "admin", "auditor"})
"""Those who may see the numbers, which hold nobody's name."""

CLINICIANS: frozenset[Role] = frozenset({"clinician"})
"""Those who may lower an urgency or choose another professional."""


@dataclass(frozen=True)
class DeskRoute:
    """`roles` None: no sign-in is needed. `standings`: also for sessions that are locked or new.

    `is_activity` False: asking for it does not keep the session from locking, as a page that updates
    itself must not. An endpoint finds `request.state.staff`, `request.state.csrf` and, for a POST whose
    origin and CSRF field were checked already, `request.state.form`.
    """

    method: str
    path: str
    endpoint: Endpoint
    roles: frozenset[Role] | None
    standings: frozenset[Standing] = frozenset({"in"})
    is_activity: bool = True
