"""What a member of staff writes to a person whose conversation they have."""

from __future__ import annotations

import unicodedata

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.conversations import hold, touch
from bot.store.errors import MalformedInput
from bot.store.messages import add_messages, messages
from bot.store.staff import account_by_id
from bot.store.take_overs import has_conversation, take_overs

LONGEST_REPLY = 1_000
# Control characters, invisible marks and broken letters: nobody typed them on purpose.
UNSEEN = frozenset({"Cc", "Cf", "Cs"})


class NotYours(Exception):
    """This member of staff does not have the conversation: it was handed back, or it lapsed. Take it over again."""


def add_staff_reply(
    session: Session,
    conversation_id: str,
    staff_id: str,
    text: str,
    clock: Clock = utc_now,
    reply_id: str | None = None,
) -> str | None:
    """Store a reply of 1 to 1,000 characters, and return it as it is shown; only who has the conversation may.

    `reply_id` is the form's own: a form that is sent twice counts once, and gives None the second time.

    Raises:
        MalformedInput: it is empty or too long.
        NotYours: they do not have the conversation.
    """
    said = as_plain(text)
    if not 1 <= len(said) <= LONGEST_REPLY:
        raise MalformedInput(f"A reply has 1 to {LONGEST_REPLY} characters. Shorten it, or send two.")
    hold(session, conversation_id)
    current = has_conversation(session, conversation_id)
    account = account_by_id(session, staff_id)
    if current is None or current.staff_id != staff_id or account is None:
        raise NotYours("You do not have this conversation. Take it over again.")
    message_id = None if reply_id is None else f"staff-{reply_id}"
    same = (messages.c.conversation_id == conversation_id, messages.c.message_id == message_id)
    if message_id is not None and session.execute(select(messages.c.number).where(*same)).first():
        return None
    now = clock()
    message = {"id": message_id, "from": "staff", "kind": "text", "text": said, "by": account.name}
    add_messages(session, conversation_id, [message], now)
    session.execute(update(take_overs).where(take_overs.c.number == current.number).values(last_sign_at=now))
    touch(session, conversation_id, now)
    record(session, "staff_replied", conversation_id, clock=lambda: now, actor=staff_id)
    return said


def as_plain(text: str) -> str:
    """The text as letters and line breaks only."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    kept = ("".join(each for each in line if unicodedata.category(each) not in UNSEEN) for line in lines)
    return "\n".join(line.strip() for line in kept).strip()
