"""Bring the database up to date, then listen."""

from __future__ import annotations

import signal
import socket
import sys

import uvicorn

from bot.desk import log_lines
from bot.desk.app import build_app
from bot.desk.calls.ears import warm_up
from bot.desk.first_admin import first_admin, lines
from bot.desk.housekeeping import Housekeeping
from bot.listening import address_of, listen
from bot.settings import Settings, SettingsError, settings
from bot.store.database import database
from bot.store.errors import StoreUnavailable
from bot.store.live_clinic import LiveClinic
from bot.store.migrate import migrate
from bot.this_clinic import clinic_of, follow
from bot.triage.rows import ContentError

GRACE_SECONDS = 3
CANNOT_START = (SettingsError, StoreUnavailable, ContentError, OSError)


def main() -> int:
    """Serve until stopped; 1, with the reason on one line, when that cannot start."""
    log_lines.configure()
    try:
        chosen = settings()
        listening = listen(chosen.desk_host, chosen.desk_port, "SIGNPOST_DESK_HOST and SIGNPOST_DESK_PORT")
        migrate(chosen.database_url)
        # What is read to a caller speaks for the clinic as it was last saved here.
        follow(LiveClinic(database()))
        clinic_of(chosen)
        app = build_app(chosen, database(), listening.getsockname()[1])
        password = first_admin(database())
    except CANNOT_START as error:
        sys.stderr.write(f"{error}\n")
        return 1
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        # Only a proxy of ours may say who called; without one nobody may.
        proxy_headers=bool(chosen.desk_origin),
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # The server hands a stop signal on when it has stopped; by then there is nothing left to end.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: None)
    config.load()
    warm_up()
    sys.stdout.write(f"The front desk is ready: {address(chosen, listening)}\n")
    if password is not None:
        sys.stdout.write(lines(password))
    sys.stdout.flush()
    housekeeping = Housekeeping(database(), chosen.retention_days)
    housekeeping.start()
    uvicorn.Server(config).run(sockets=[listening])
    housekeeping.stop()
    database().dispose()
    return 0


def address(chosen: Settings, listening: socket.socket) -> str:
    """Where a browser finds the front desk."""
    return chosen.desk_origin or address_of(listening)
