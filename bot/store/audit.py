"""The audit: what was done, when, by whom, to which conversation. Lines never change.

Each line carries a code over itself and the line before it, made with a key that is not in the
database. `bot.store.audit_verify` walks this chain.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone

from sqlalchemy import Column, Integer, String, Table, insert, select, update
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime, cipher_of
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

ACTION = re.compile(r"[a-z][a-z0-9_.]{0,59}")
DETAIL = re.compile(r"[A-Za-z0-9_.:=,;/+-]{0,200}")
ACTOR = re.compile(r"[A-Za-z0-9_-]{1,32}")
LINE_PURPOSE = "audit.hash"
HEAD_PURPOSE = "audit_head.mac"

# No foreign key: a line outlives what it is about.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("action", String(60), nullable=False),
    Column("conversation_id", String(128), index=True),
    Column("detail", String(200), nullable=False),
    # NULL when no person of the clinic did it.
    Column("actor", String(32)),
    # NULL for lines from before there was a chain.
    Column("hash", String(64)),
)

# One row: how many lines the chain has and where it ends, so that a cut end shows.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("unchained", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)


def record(
    session: Session,
    action: str,
    conversation_id: str | None,
    detail: str = "",
    clock: Clock = utc_now,
    actor: str | None = None,
) -> None:
    """Add a line. `detail` is codes only, such as `tier=T0,rule=cauda_equina`: it has no spaces.

    `actor` is the id of the member of staff who did it, if one did. The end of the chain is held until
    the session ends: what else a session locks, it locks before.

    Raises:
        MalformedInput: the action, the detail or the actor is not a code. Words a person said do not fit.
    """
    if not ACTION.fullmatch(action):
        raise MalformedInput("An audit action is a lower-case code such as case_erased.")
    if not DETAIL.fullmatch(detail):
        raise MalformedInput("An audit detail is codes without spaces, such as tier=T0. Leave words out.")
    if actor is not None and not ACTOR.fullmatch(actor):
        raise MalformedInput("An audit actor is the id of a member of staff.")
    cipher = cipher_of(session)
    head = session.execute(select(audit_head).with_for_update()).one()
    number, now = head.count + 1, clock()
    spelled = line_parts(head.hash, number, now, actor, action, conversation_id, detail)
    line_hash = cipher.mac(spelled, LINE_PURPOSE)
    line = {
        "at": now,
        "action": action,
        "conversation_id": conversation_id,
        "detail": detail,
        "actor": actor,
        "hash": line_hash,
    }
    session.execute(insert(audit).values(line))
    mac = cipher.mac(head_parts(number, head.unchained, line_hash), HEAD_PURPOSE)
    session.execute(update(audit_head).values(count=number, hash=line_hash, mac=mac))


def line_parts(
    previous: str,
    number: int,
    at: datetime,
    actor: str | None,
    action: str,
    conversation_id: str | None,
    detail: str,
) -> tuple[str, ...]:
    """What the code of a line covers. An absent actor or conversation differs from an empty one."""
    moment = at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    present = (f"{actor is not None:d}", f"{conversation_id is not None:d}")
    return (previous, str(number), moment, actor or "", action, conversation_id or "", detail, *present)


def head_parts(count: int, unchained: int, line_hash: str) -> tuple[str, ...]:
    """What the code of the chain's end covers."""
    return (str(count), str(unchained), line_hash)
