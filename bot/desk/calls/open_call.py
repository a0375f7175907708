"""A call as it is kept, read at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.calls.steps import step_of
from bot.desk.calls.turns import Turn
from bot.speech.audience import FRONT_DESK, Audience
from bot.store.calls import Call, load_call
from bot.store.conversations import CONVERSATION_ID, conversations
from bot.triage.entries import Content
from bot.triage.evidence import Case


@dataclass(frozen=True)
class OpenCall:
    """A call. `version` counts its messages: each step adds some, so a form of an earlier step shows its age."""

    call: Call
    version: int
    locale: str
    case: Case = field(repr=False)

    @property
    def id(self) -> str:
        """The conversation's id."""
        return self.call.conversation_id

    @property
    def audience(self) -> Audience:
        """Who is spoken to."""
        return Audience(self.locale, FRONT_DESK)

    def turn(self, content: Content) -> Turn:
        """Where it stands, with nothing new said."""
        return Turn(self.case, self.call.consent, step_of(self.case, self.call.consent, content), ())

    def danger_seconds(self, now: datetime) -> int:
        """How long the questions about danger took, or have taken so far."""
        return max(0, int(((self.call.screened_at or now) - self.call.began_at).total_seconds()))


def read_open_call(session: Session, conversation_id: str) -> OpenCall | None:
    """The call; None when there is none of this id, or nothing of it is kept.

    Raises:
        WrongKey: it was written with another key.
    """
    # PostgreSQL's driver refuses some characters with errors of its own; no such id was issued.
    if not CONVERSATION_ID.fullmatch(conversation_id):
        return None
    call = load_call(session, conversation_id)
    if call is None:
        return None
    query = select(conversations.c.message_count, conversations.c.locale)
    row = session.execute(query.where(conversations.c.id == conversation_id)).one()
    return OpenCall(call, row.message_count, row.locale, Case.from_json(call.evidence))


def was_a_call(session: Session, conversation_id: str) -> bool:
    """Whether there was a call of this id of which nothing is kept any more."""
    if not CONVERSATION_ID.fullmatch(conversation_id):
        return False
    query = select(conversations.c.id).where(
        conversations.c.id == conversation_id,
        conversations.c.channel == FRONT_DESK,
        conversations.c.erased_at.is_not(None),
    )
    return session.execute(query).one_or_none() is not None
