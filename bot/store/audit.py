"""The audit: what was done, when, to which conversation. Lines never change."""

from __future__ import annotations

import re

from sqlalchemy import Column, Integer, String, Table, insert
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

ACTION = re.compile(r"[a-z][a-z0-9_.]{0,59}")
DETAIL = re.compile(r"[A-Za-z0-9_.:=,;/+-]{0,200}")

# No foreign key: a line outlives what it is about.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("action", String(60), nullable=False),
    Column("conversation_id", String(128), index=True),
    Column("detail", String(200), nullable=False),
)


def record(
    session: Session,
    action: str,
    conversation_id: str | None,
    detail: str = "",
    clock: Clock = utc_now,
) -> None:
    """Add a line. `detail` is codes only, such as `tier=T0,rule=cauda_equina`: it has no spaces.

    Raises:
        MalformedInput: the action or the detail is not a code. Words a person said do not fit.
    """
    if not ACTION.fullmatch(action):
        raise MalformedInput("An audit action is a lower-case code such as case_erased.")
    if not DETAIL.fullmatch(detail):
        raise MalformedInput("An audit detail is codes without spaces, such as tier=T0. Leave words out.")
    line = {"at": clock(), "action": action, "conversation_id": conversation_id, "detail": detail}
    session.execute(insert(audit).values(line))
