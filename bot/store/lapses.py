"""Nobody is left talking to nobody: a take-over ends by itself when staff do not answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.store.clock import Clock
from bot.store.messages import add_messages
from bot.store.staff_texts import CannotBeTexted, number_to_text, send_texts
from bot.store.take_overs import WITH_PERSON, end_take_over, waiting_since
from bot.text_packing import packed

LAPSES_AFTER = timedelta(minutes=10)
"""A first message waits for staff this long; a further one after that is the bot's again."""

Notice = Callable[[str, str], str]
"""What to say when it lapsed, to a person on a channel, in a locale."""


def lapse_if_due(session: Session, conversation: Row, notice: Notice | None, clock: Clock) -> str:
    """The state in which a turn that comes now begins, after the take-over ended if it was its time.

    The caller holds the conversation.
    """
    state = str(conversation.state)
    if state != WITH_PERSON:
        return state
    now = clock()
    since = waiting_since(session, conversation.id)
    if since is None or now - since < LAPSES_AFTER:
        return state
    if notice is not None:
        said = notice(conversation.channel, conversation.locale)
        add_messages(session, conversation.id, [{"from": "bot", "kind": "text", "text": said}], now)
        if conversation.channel == "sms":
            _text(session, conversation.id, said, clock)
    ended = end_take_over(session, conversation.id, "take_over_lapsed", None, clock)
    return state if ended is None else ended.state_before


def _text(session: Session, conversation_id: str, said: str, clock: Clock) -> None:
    try:
        # The conversation is held by now, so the number is not locked: nothing of it changes.
        to = number_to_text(session, conversation_id, lock=False)
    except CannotBeTexted:
        return
    send_texts(session, conversation_id, to, packed([said]), clock())
