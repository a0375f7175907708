"""What of a call nobody has judged, though it is over: it stands in the queue as not assessed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.store.alerts import has_unseen, part_from_content, raise_alert
from bot.store.audit import record
from bot.store.clock import Clock
from bot.store.conversations import erase_conversation, set_state
from bot.store.results import latest_result, withdraw_result
from bot.store.turn_rows import add_unassessed

WORDS_UNCHECKED, WORDS_ERASED = "call_words_unchecked", "call_words_erased"
LEFT = "call_left"


def alert_unchecked(session: Session, conversation_id: str, clock: Clock) -> None:
    """Tell the queue that nobody but the listener has judged these words."""
    raise_alert(session, conversation_id, WORDS_UNCHECKED, clock)


def is_unjudged(session: Session, conversation_id: str) -> bool:
    """Whether a call that stops at a question leaves something to be judged: words that could not be checked and
    that nobody looked after, or a result that part of was taken back or asked about anew."""
    unheard = has_unseen(session, conversation_id, WORDS_UNCHECKED)
    return unheard or latest_result(session, conversation_id) is not None


def leave_unjudged(session: Session, conversation_id: str, actor: str | None, clock: Clock) -> None:
    """Let the call stand in the queue as not assessed. Its result counts no more; an urgency that staff
    raised stands."""
    if withdraw_result(session, conversation_id):
        record(session, "result_withdrawn", conversation_id, clock=clock, actor=actor)
    add_unassessed(session, conversation_id, LEFT, clock())
    set_state(session, conversation_id, "ended")


def forget_call(session: Session, conversation_id: str, action: str, actor: str | None, clock: Clock) -> None:
    """Erase a call. An alert that nobody has seen stays, without anything that was said."""
    part_from_content(session, conversation_id, WORDS_UNCHECKED, WORDS_ERASED)
    erase_conversation(session, conversation_id, action, clock, actor)
