"""Every route of the front desk, with the roles that may use it. What is not here is not there."""

from __future__ import annotations

from bot.desk import probes
from bot.desk.home import home
from bot.desk.route import EVERYBODY, DeskRoute

ROUTES: tuple[DeskRoute, ...] = (
    DeskRoute("GET", "/healthz", probes.alive, None, is_activity=False),
    DeskRoute("GET", "/readyz", probes.ready, None, is_activity=False),
    DeskRoute("GET", "/", home, EVERYBODY),
)
