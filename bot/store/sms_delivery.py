"""How texts end: delivered or not, and who has to know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store.alerts import raise_alert
from bot.store.conversations import hold
from bot.store.sms_numbers import set_opted_out
from bot.store.sms_outbox import ENDS, note_sent, sms_outbox

UNDELIVERED_EMERGENCY = "emergency_text_undelivered"
UNDELIVERED_STAFF_TEXT = "staff_text_undelivered"
STAFF = "staff"
"""The kind of a text that a member of staff sent: they wait for an answer that cannot come."""


def note_event(
    session: Session, text_id: str, carrier_id: str, status: str, code: str, now: datetime
) -> bool:
    """Record what a carrier says of a text, found by our id or by the carrier's; False when unknown.

    Callbacks come late, twice and in any order: the first end stands.
    """
    by_id = or_(sms_outbox.c.id == text_id, sms_outbox.c.carrier_id == carrier_id)
    row = _held(session, by_id)
    if row is None:
        return False
    if row.status in ("waiting", "sending"):
        note_sent(session, row.id, carrier_id, now)
    if status != "sent" and row.status not in ENDS:
        _end(session, row, status, code, now)
    return True


def end_text(session: Session, text_id: str, status: str, code: str, now: datetime) -> None:
    """A text comes to its end without the carrier ever having taken it."""
    row = _held(session, sms_outbox.c.id == text_id)
    # None when the person was forgotten in the meantime, and the text with them.
    if row is not None and row.status not in ENDS:
        _end(session, row, status, code, now)


def cancel_waiting(session: Session, number_id: str, but_turn: str, now: datetime) -> None:
    """Send nothing more to a number that opted out, but the answer to that."""
    own = (sms_outbox.c.number_id == number_id, sms_outbox.c.status == "waiting")
    query = select(sms_outbox).where(*own, sms_outbox.c.turn_id != but_turn).with_for_update()
    for row in session.execute(query).all():
        _end(session, row, "opted_out", "", now)


def _held(session: Session, chosen: ColumnElement[bool]) -> Row | None:
    """The text, locked after its conversation, as an erasure locks them."""
    conversation_id = session.execute(select(sms_outbox.c.conversation_id).where(chosen)).scalar()
    if conversation_id is not None:
        hold(session, conversation_id)
    return session.execute(select(sms_outbox).where(chosen).with_for_update()).first()


def _end(session: Session, row: Row, status: str, code: str, now: datetime) -> None:
    ended = {"status": status, "ended_at": now, "error_code": code[:40] or None}
    wiped = {"recipient": None, "text": None}
    session.execute(update(sms_outbox).where(sms_outbox.c.number == row.number).values({**ended, **wiped}))
    if status == "opted_out":
        set_opted_out(session, row.number_id, True, now)
    if row.urgent and status != "delivered":
        raise_alert(session, row.conversation_id, UNDELIVERED_EMERGENCY, lambda: now)
    elif row.kind == STAFF and status in ("failed", "undelivered"):
        raise_alert(session, row.conversation_id, UNDELIVERED_STAFF_TEXT, lambda: now)
