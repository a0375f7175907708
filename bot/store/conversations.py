"""Conversations: who may be continued, in which state, and how one is forgotten."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    column,
    delete,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.settings import LOCALE
from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.columns import UtcTime
from bot.store.errors import MalformedInput, UnknownConversation
from bot.store.schema import metadata

ID_BYTES = 24
"""192 bits: an id cannot be guessed."""

STATES = ("asking", "done", "with_person", "ended")
# By name: these tables point to conversations, so their modules cannot be imported from here.
TABLES_OF_CONTENT = (
    "messages", "cases", "results", "contacts", "tracker_events", "sms_outbox", "sms_links", "alerts",
    "presence", "calls",
)  # fmt: skip
# What is known of a phone number besides whether it opted out.
NUMBER_COLUMNS = (
    "number", "conversation_id", "last_heard_at", "safety_asked_at", "pending", "asked", "told_version",
)  # fmt: skip
# Of these rows only the words go; the codes stay, to count.
WORDS = (("turns", "text"), ("contact_attempts", "note"), ("overrides", "words"))

CONVERSATION_ID = re.compile(r"[A-Za-z0-9:_.+@-]{1,128}")
CHANNEL = re.compile(r"[a-z][a-z_]{0,19}")

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("state", String(20), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("last_active_at", UtcTime, nullable=False),
    Column("erased_at", UtcTime),
    Column("message_count", Integer, nullable=False),
    CheckConstraint("state IN ('asking', 'done', 'with_person', 'ended')", name="ck_conversations_state"),
    # Retention looks for old conversations that still have content.
    Index(None, "erased_at", "last_active_at"),
)


def open_conversation(session: Session, channel: str, locale: str, clock: Clock = utc_now) -> str:
    """Open a conversation and return its id, such as `web:` and 192 random bits.

    Raises:
        MalformedInput: the channel is not a short lower-case word or the locale not a language tag.
    """
    if not CHANNEL.fullmatch(channel):
        raise MalformedInput("A channel is a short lower-case word such as web. Use the channel's own name.")
    if not LOCALE.fullmatch(locale):
        raise MalformedInput("A locale is a language tag such as en-US. Check it before it is stored.")
    conversation_id = f"{channel}:{secrets.token_urlsafe(ID_BYTES)}"
    add_conversation(session, conversation_id, channel, locale, clock())
    return conversation_id


def add_conversation(
    session: Session, conversation_id: str, channel: str, locale: str, now: datetime
) -> None:
    """Store a conversation under an id made elsewhere, as by Rasa's own command line.

    Raises:
        MalformedInput: the id is longer than 128 characters or has unusual ones.
    """
    check_id(conversation_id)
    session.execute(
        insert(conversations).values(
            id=conversation_id,
            channel=channel,
            locale=locale,
            state="asking",
            opened_at=now,
            last_active_at=now,
            message_count=0,
        )
    )


def check_id(conversation_id: str) -> None:
    """Refuse what cannot be an id before a driver does it with an error of its own.

    Raises:
        MalformedInput: the id is longer than 128 characters or has unusual ones.
    """
    if not CONVERSATION_ID.fullmatch(conversation_id):
        raise MalformedInput("A conversation id has 1 to 128 plain characters. Open a conversation first.")


def conversation_exists(session: Session, conversation_id: str) -> bool:
    """Whether this id was ever issued, erased or not."""
    return _find(session, conversation_id) is not None


def is_erased(session: Session, conversation_id: str) -> bool:
    """Whether the person asked to be forgotten, or the content grew too old.

    Raises:
        UnknownConversation: the id was never issued.
    """
    return _known(_find(session, conversation_id)).erased_at is not None


def takes_content(session: Session, conversation_id: str) -> bool:
    """Hold the conversation until the session ends and say whether content may be stored for it.

    Holding it keeps an erasure from slipping between this answer and the write.

    Raises:
        UnknownConversation: the id was never issued.
    """
    return _known(hold(session, conversation_id)).erased_at is None


def hold(session: Session, conversation_id: str) -> Row | None:
    """The conversation, locked until the session ends; None when the id was never issued."""
    return _find(session, conversation_id, lock=True)


def find_conversation(session: Session, conversation_id: str) -> Row | None:
    """The conversation as it is at this moment, not locked; None when the id was never issued."""
    return _find(session, conversation_id)


def touch(session: Session, conversation_id: str, now: datetime) -> None:
    """Note activity: retention counts from the last one."""
    chosen = conversations.c.id == conversation_id
    session.execute(update(conversations).where(chosen).values(last_active_at=now))


def erase_conversation(
    session: Session,
    conversation_id: str,
    action: str = "conversation_erased",
    clock: Clock = utc_now,
    actor: str | None = None,
) -> bool:
    """Delete all content for good; the audit line stays. Whatever comes later is not stored either.

    `actor` is the member of staff who does it; None when the person or the calendar asked.
    Returns whether there was anything to erase: False when it was erased before.

    Raises:
        UnknownConversation: the id was never issued.
    """
    if not takes_content(session, conversation_id):
        return False
    for name in TABLES_OF_CONTENT:
        content = table(name, column("conversation_id"))
        session.execute(delete(content).where(content.c.conversation_id == conversation_id))
    for name, words in WORDS:
        content = table(name, column("conversation_id"), column(words))
        mine = content.c.conversation_id == conversation_id
        session.execute(update(content).where(mine).values({words: None}))
    numbers = table("sms_numbers", *map(column, NUMBER_COLUMNS))
    own_number = update(numbers).where(numbers.c.conversation_id == conversation_id)
    session.execute(own_number.values(dict.fromkeys(NUMBER_COLUMNS)))
    now = clock()
    erased = {"state": "ended", "erased_at": now, "message_count": 0}
    session.execute(update(conversations).where(conversations.c.id == conversation_id).values(erased))
    record(session, action, conversation_id, clock=lambda: now, actor=actor)
    return True


def set_state(session: Session, conversation_id: str, state: str) -> None:
    """Set where the conversation stands: asking, done, with_person or ended.

    Raises:
        MalformedInput: the state is none of the four.
        UnknownConversation: the id was never issued.
    """
    if state not in STATES:
        raise MalformedInput(f"A state is one of {', '.join(STATES)}. Set one of them.")
    if takes_content(session, conversation_id):
        chosen = conversations.c.id == conversation_id
        session.execute(update(conversations).where(chosen).values(state=state))


def get_state(session: Session, conversation_id: str) -> str:
    """Where the conversation stands; an erased one has ended.

    Raises:
        UnknownConversation: the id was never issued.
    """
    return str(_known(_find(session, conversation_id)).state)


def _find(session: Session, conversation_id: str, lock: bool = False) -> Row | None:
    # PostgreSQL's driver refuses some characters with errors of its own; no such id was issued.
    if not CONVERSATION_ID.fullmatch(conversation_id):
        return None
    query = select(conversations).where(conversations.c.id == conversation_id)
    return session.execute(query.with_for_update() if lock else query).one_or_none()


def _known(row: Row | None) -> Row:
    if row is None:
        raise UnknownConversation("No conversation has this id. Open one before storing anything for it.")
    return row
