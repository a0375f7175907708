"""Phone numbers that text us: a keyed hash to find them by, the number itself only encrypted."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Column, ForeignKey, Index, String, Table, or_, select, update
from sqlalchemy.orm import Session

from bot.store.columns import EncryptedText, UtcTime
from bot.store.conversations import is_erased
from bot.store.insert_once import insert_once
from bot.store.schema import metadata

PURPOSE = b"signpost sms number v1"

sms_numbers = Table(
    "sms_numbers",
    metadata,
    Column("number_id", String(64), primary_key=True),
    # NULL once everything but an opt-out is forgotten.
    Column("number", EncryptedText("sms_numbers.number")),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), index=True),
    Column("last_heard_at", UtcTime),
    Column("safety_asked_at", UtcTime),
    Column("pending", String(20)),
    Column("asked", String(64)),
    Column("told_version", String(64)),
    Column("opted_out_at", UtcTime),
    # Who works on this number's texts, and until when nobody else may.
    Column("leased_by", String(40)),
    Column("leased_until", UtcTime),
    Index(None, "last_heard_at"),
)


class NumberIds:
    """Makes the look-up id of a number. Without the server's key it cannot be made or guessed."""

    def __init__(self, server_key: str) -> None:
        """Take the key as it stands in SIGNPOST_KEY."""
        raw = base64.urlsafe_b64decode(server_key)
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(raw)

    def of(self, number: str) -> str:
        """The id of a number in the form +15005550006."""
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class StoredNumber:
    """What is known of one number between its texts."""

    number: str | None = field(repr=False)
    conversation_id: str | None = None
    last_heard_at: datetime | None = None
    safety_asked_at: datetime | None = None
    pending: str | None = None
    asked: str | None = None
    told_version: str | None = None
    opted_out: bool = False


def note_number(session: Session, number_id: str, number: str) -> None:
    """Keep the number, so that it can be answered."""
    if not insert_once(session, sms_numbers, {"number_id": number_id, "number": number}):
        _change(session, number_id, {"number": number})


def load_number(session: Session, number_id: str) -> StoredNumber | None:
    """What is known of the number, or None.

    Raises:
        WrongKey: it was written with another key.
    """
    row = session.execute(select(sms_numbers).where(_this(number_id))).one_or_none()
    if row is None:
        return None
    return StoredNumber(
        row.number, row.conversation_id, row.last_heard_at, row.safety_asked_at,
        row.pending, row.asked, row.told_version, opted_out=row.opted_out_at is not None,
    )  # fmt: skip


def number_texting_about(session: Session, conversation_id: str) -> str | None:
    """The number that texts in this conversation; None where nobody does, or where it was forgotten.

    Raises:
        WrongKey: it was written with another key.
    """
    query = select(sms_numbers.c.number).where(sms_numbers.c.conversation_id == conversation_id)
    found: str | None = session.execute(query.limit(1)).scalar_one_or_none()
    return found


def save_number(session: Session, number_id: str, state: StoredNumber) -> None:
    """Store what is known now, but for opt-outs. Of a conversation that was erased nothing is kept."""
    known: dict[str, Any] = {
        "conversation_id": state.conversation_id,
        "last_heard_at": state.last_heard_at,
        "safety_asked_at": state.safety_asked_at,
        "pending": state.pending,
        "asked": state.asked,
        "told_version": state.told_version,
    }
    if state.conversation_id is not None and is_erased(session, state.conversation_id):
        known = dict.fromkeys(known)
    _change(session, number_id, known)


def set_opted_out(session: Session, number_id: str, opted_out: bool, now: datetime) -> None:
    """Note whether the person wants no texts. The time of the first opt-out stands."""
    if opted_out:
        never = sms_numbers.c.opted_out_at.is_(None)
        session.execute(update(sms_numbers).where(_this(number_id), never).values(opted_out_at=now))
    else:
        _change(session, number_id, {"opted_out_at": None})


def lease_number(session: Session, number_id: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take or renew the right to work on this number's texts; False when another process has it."""
    columns = sms_numbers.c
    free = or_(columns.leased_until.is_(None), columns.leased_until < now, columns.leased_by == holder)
    lease = {"leased_by": holder, "leased_until": now + timedelta(seconds=seconds)}
    return bool(session.execute(update(sms_numbers).where(_this(number_id), free).values(lease)).rowcount)


def holds_number(session: Session, number_id: str, holder: str) -> bool:
    """Whether the lease is still this holder's; the row is locked until the session ends."""
    query = select(sms_numbers.c.leased_by).where(_this(number_id)).with_for_update()
    return bool(session.execute(query).scalar_one_or_none() == holder)


def release_number(session: Session, number_id: str, holder: str) -> None:
    """Give the lease back."""
    own = update(sms_numbers).where(_this(number_id), sms_numbers.c.leased_by == holder)
    session.execute(own.values(leased_by=None, leased_until=None))


def _change(session: Session, number_id: str, values: Mapping[str, Any]) -> None:
    session.execute(update(sms_numbers).where(_this(number_id)).values(dict(values)))


def _this(number_id: str) -> Any:
    return sms_numbers.c.number_id == number_id
