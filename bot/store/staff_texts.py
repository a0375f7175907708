"""Texts that staff, not a turn, send to a phone: they go into the outbox with what is stored beside them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.conversations import hold
from bot.store.sms_delivery import STAFF
from bot.store.sms_numbers import sms_numbers
from bot.store.sms_outbox import NewText, add_texts


class CannotBeTexted(Exception):
    """The person stopped texts, or their number is forgotten. Call them."""


@dataclass(frozen=True)
class TextedNumber:
    """A phone that gets texts of a conversation."""

    number_id: str
    number: str = field(repr=False)


def number_to_text(session: Session, conversation_id: str, lock: bool = True) -> TextedNumber:
    """The phone of a conversation. Both are locked until the session ends, the conversation first, as everywhere.

    Raises:
        CannotBeTexted: they opted out, text about something else by now, or their number is forgotten.
        WrongKey: it was written with another key.
    """
    if lock:
        hold(session, conversation_id)
    columns = (sms_numbers.c.number_id, sms_numbers.c.number, sms_numbers.c.opted_out_at)
    query = select(*columns).where(sms_numbers.c.conversation_id == conversation_id)
    row = session.execute(query.with_for_update() if lock else query).first()
    if row is None or row.number is None or row.opted_out_at is not None:
        raise CannotBeTexted("They stopped texts. Call them.")
    return TextedNumber(row.number_id, row.number)


def can_be_texted(session: Session, conversation_id: str) -> bool:
    """Whether a text of staff would reach a phone."""
    try:
        number_to_text(session, conversation_id, lock=False)
    except CannotBeTexted:
        return False
    return True


def send_texts(
    session: Session, conversation_id: str, to: TextedNumber, texts: Sequence[str], now: datetime
) -> None:
    """Put texts into the outbox, each of at most two segments; the chat process sends them."""
    turn = f"{STAFF}-{secrets.token_hex(16)}"
    queued = [NewText(text, urgent=False, kind=STAFF) for text in texts]
    add_texts(session, turn, conversation_id, to.number_id, to.number, queued, now)


def note_asked(session: Session, to: TextedNumber, message_id: str, now: datetime) -> None:
    """The question of this message was texted just now: a number that comes back answers it, whatever was asked
    before and however long ago."""
    asked = {"asked": message_id, "pending": None, "last_heard_at": now}
    session.execute(update(sms_numbers).where(sms_numbers.c.number_id == to.number_id).values(asked))
