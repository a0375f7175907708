"""Ends calls that were left in the middle, as if somebody had pressed that they hung up."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.desk.calls.keeping import Desk, StaleForm
from bot.desk.calls.open_call import read_open_call
from bot.store.calls import idle_calls
from bot.store.clock import Clock, utc_now
from bot.store.database import Database
from bot.store.errors import DamagedRecord, WrongKey
from bot.triage.content import load_content
from bot.triage.evidence import MalformedCase

log = logging.getLogger(__name__)
LEFT_AFTER = timedelta(minutes=30)


def end_abandoned(database: Database, clock: Clock = utc_now) -> int:
    """End each call in which nothing was kept for LEFT_AFTER, and return how many.

    Danger they were unsure of stands in the queue as told; what was said before they agreed to anything, without
    danger and checked, is erased. Nobody did it, so the audit's lines have no actor.

    Raises:
        StoreUnavailable: the database does not answer; the calls ended until then stay ended.
    """
    with database.reading() as session:
        left = idle_calls(session, clock() - LEFT_AFTER)
    return sum(_end(database, conversation_id, clock) for conversation_id in left)


def _end(database: Database, conversation_id: str, clock: Clock) -> bool:
    content = load_content()
    desk = Desk(None, clock, content)
    try:
        with database.session() as session:
            seen = read_open_call(session, conversation_id)
            if seen is None:
                return False
            if seen.turn(content).step.kind == "result":
                desk.hand_over(session, seen, "", "")
            else:
                desk.stop(session, seen, "", "")
    except StaleForm:
        return False
    except (WrongKey, DamagedRecord, MalformedCase) as error:
        log.error(
            "a call that was left cannot be read, so it is not ended: %s; check SIGNPOST_KEY",
            type(error).__name__,
        )
        return False
    return True
