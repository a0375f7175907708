"""Attempts to reach the person of a case: who tried, how, and what came of it. A line stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table, insert, select
from sqlalchemy.orm import Session

from bot.store.audit import record
from bot.store.case_work import OPEN_STATUSES, load_work, save_work
from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata

WAYS = ("phone", "text", "email", "in_person")
LONGEST_NOTE = 1000
"""Characters."""

# What an attempt makes of the status of a case that is still open; None leaves it.
STATUS_AFTER = {
    "spoke": "contacted",
    "left_message": "no_answer",
    "no_answer": "no_answer",
    "wrong_number": None,
}
OUTCOMES = tuple(STATUS_AFTER)

contact_attempts = Table(
    "contact_attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("how", String(20), nullable=False),
    Column("outcome", String(20), nullable=False),
    # NULL when there is none, or when the conversation was erased.
    Column("note", EncryptedText("contact_attempts.note")),
)


@dataclass(frozen=True)
class Attempt:
    """One attempt. `how` is one of WAYS, `outcome` one of OUTCOMES."""

    staff_id: str
    at: datetime
    how: str
    outcome: str
    note: str | None = field(repr=False)


def add_attempt(
    session: Session,
    conversation_id: str,
    version: int,
    how: str,
    outcome: str,
    note: str,
    actor: str,
    clock: Clock = utc_now,
) -> None:
    """Note an attempt. It moves the status on, and an unanswered one is counted.

    `version` is the version of the case its reader saw.

    Raises:
        MalformedInput: a code is not one of the list, or the note is too long.
        ChangedMeanwhile: somebody saved since; CaseErased: there is nothing left to work on.
    """
    if how not in WAYS or outcome not in OUTCOMES:
        raise MalformedInput("Choose how you tried and what came of it from the lists.")
    if len(note) > LONGEST_NOTE:
        raise MalformedInput(f"A note has at most {LONGEST_NOTE} characters. Shorten it.")
    work = load_work(session, conversation_id)
    changes = {
        # Nobody takes back a booking by ringing once more.
        "status": STATUS_AFTER[outcome] or work.status if work.status in OPEN_STATUSES else work.status,
        "no_answer_count": work.no_answer_count + (STATUS_AFTER[outcome] == "no_answer"),
    }
    save_work(session, conversation_id, version, changes, clock)
    row = {
        "conversation_id": conversation_id,
        "staff_id": actor,
        "at": clock(),
        "how": how,
        "outcome": outcome,
        "note": note.strip() or None,
    }
    session.execute(insert(contact_attempts).values(row))
    record(session, "contact_attempted", conversation_id, f"how={how},outcome={outcome}", clock, actor)


def attempts_of(session: Session, conversation_id: str) -> list[Attempt]:
    """The attempts on a case, the newest first.

    Raises:
        WrongKey: a note was written with another key.
    """
    kept = contact_attempts.c
    query = (
        select(kept.staff_id, kept.at, kept.how, kept.outcome, kept.note)
        .where(kept.conversation_id == conversation_id)
        .order_by(kept.number.desc())
    )
    return [Attempt(**row._mapping) for row in session.execute(query)]
