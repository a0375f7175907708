"""Take-overs: while a member of staff has a conversation, the person talks with them and the bot is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.conversations import conversations, get_state, hold, set_state, touch
from bot.store.errors import UnknownConversation
from bot.store.messages import messages
from bot.store.schema import metadata

WITH_PERSON = "with_person"
RESTING = ("asking", "done")
"""The states a conversation can be taken over from, and goes back to."""

TALKED_ON = ("web", "sms")
"""The channels on which somebody reads an answer now."""

take_overs = Table(
    "take_overs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    # Where the conversation stood, to go on from when it is handed back.
    Column("state_before", String(20), nullable=False),
    # The last reply of staff, or the take-over itself.
    Column("last_sign_at", UtcTime, nullable=False),
    # NULL while it lasts.
    Column("ended_at", UtcTime),
    CheckConstraint("state_before IN ('asking', 'done')", name="ck_take_overs_state_before"),
)

LASTING = (take_overs.c.ended_at.is_(None), conversations.c.state == WITH_PERSON)
"""What is true of a take-over that has not ended, joined with its conversation."""


class AlreadyTaken(Exception):
    """Another member of staff has the conversation: `staff_id`. Ask them to hand it back first."""

    def __init__(self, staff_id: str) -> None:
        super().__init__("Somebody else has this conversation. Ask them to hand it back first.")
        self.staff_id = staff_id


class CannotTakeOver(Exception):
    """Nobody reads this conversation any more, or it was never held with the person. Reach them another way."""


@dataclass(frozen=True)
class TakeOver:
    """Who has a conversation, since when, and where it goes back to."""

    number: int
    staff_id: str
    taken_at: datetime
    state_before: str
    last_sign_at: datetime


def take_over(session: Session, conversation_id: str, staff_id: str, clock: Clock = utc_now) -> TakeOver:
    """Give the conversation to this member of staff; of two at once one gets it. Safe to repeat.

    Raises:
        AlreadyTaken: somebody else has it.
        CannotTakeOver: it ended, was erased, or is not held by web or text.
        UnknownConversation: the id was never issued.
    """
    conversation = hold(session, conversation_id)
    if conversation is None:
        raise UnknownConversation("No conversation has this id. Open the case again.")
    current = has_conversation(session, conversation_id)
    if current is not None and current.staff_id != staff_id:
        raise AlreadyTaken(current.staff_id)
    if current is not None:
        return current
    over = conversation.erased_at is not None or conversation.state == "ended"
    if over or conversation.channel not in TALKED_ON:
        raise CannotTakeOver("Nobody reads this conversation now. Call the person instead.")
    now = clock()
    before = conversation.state if conversation.state in RESTING else RESTING[0]
    row = {
        "conversation_id": conversation_id,
        "staff_id": staff_id,
        "taken_at": now,
        "state_before": before,
        "last_sign_at": now,
    }
    number: int = session.execute(insert(take_overs).values(row)).inserted_primary_key[0]
    set_state(session, conversation_id, WITH_PERSON)
    touch(session, conversation_id, now)
    record(session, "taken_over", conversation_id, clock=lambda: now, actor=staff_id)
    return TakeOver(number, staff_id, now, before, now)


def hand_back(
    session: Session, conversation_id: str, staff_id: str, clock: Clock = utc_now
) -> TakeOver | None:
    """Let the bot go on; whoever works on cases may, as the one who has it may be gone.

    Returns what ended; None when nobody had it any more.
    """
    return end_take_over(session, conversation_id, "handed_back", staff_id, clock)


def end_take_over(
    session: Session, conversation_id: str, action: str, actor: str | None, clock: Clock
) -> TakeOver | None:
    """End it, and put the conversation where it stood before; None when nobody has it."""
    hold(session, conversation_id)
    current = has_conversation(session, conversation_id)
    if current is None:
        return None
    now = clock()
    session.execute(update(take_overs).where(take_overs.c.number == current.number).values(ended_at=now))
    set_state(session, conversation_id, current.state_before)
    touch(session, conversation_id, now)
    record(session, action, conversation_id, clock=lambda: now, actor=actor)
    return current


def has_conversation(session: Session, conversation_id: str) -> TakeOver | None:
    """Who has it now; None when nobody does, or when it ended or was erased meanwhile."""
    query = (
        select(
            take_overs.c.number,
            take_overs.c.staff_id,
            take_overs.c.taken_at,
            take_overs.c.state_before,
            take_overs.c.last_sign_at,
        )
        .join(conversations, conversations.c.id == take_overs.c.conversation_id)
        .where(take_overs.c.conversation_id == conversation_id, *LASTING)
        .order_by(take_overs.c.number.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else TakeOver(**row._mapping)


def waiting_since(session: Session, conversation_id: str) -> datetime | None:
    """When the person wrote what staff have not answered yet; None when they wait for nothing."""
    current = has_conversation(session, conversation_id)
    if current is None:
        return None
    unanswered = (messages.c.author == "person", messages.c.at > current.last_sign_at)
    query = select(func.min(messages.c.at)).where(messages.c.conversation_id == conversation_id, *unanswered)
    found: datetime | None = session.execute(query).scalar_one()
    return found


def state_after_turn(
    session: Session, conversation_id: str, state: str, replies: Iterable[Mapping[str, Any]]
) -> str:
    """Which state stands when a turn ends in `state`: only staff take a conversation over or hand it back, also
    while that turn runs. Where the bot told a result meanwhile, nothing is left to ask afterwards."""
    current = has_conversation(session, conversation_id)
    if current is None:
        return get_state(session, conversation_id) if state == WITH_PERSON else state
    if state not in (*RESTING, WITH_PERSON):
        return state
    before = state if state in RESTING else current.state_before
    before = "done" if any("result" in reply for reply in replies) else before
    mine = take_overs.c.number == current.number
    session.execute(update(take_overs).where(mine).values(state_before=before))
    return WITH_PERSON
