"""Turns: what a person said is stored before anything runs, and is answered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.conversations import (
    erase_conversation,
    get_state,
    hold,
    open_conversation,
    set_state,
    takes_content,
    touch,
)
from bot.store.database import Database
from bot.store.errors import StoreUnavailable
from bot.store.lapses import Notice, lapse_if_due
from bot.store.messages import add_messages, messages, read_messages
from bot.store.take_overs import state_after_turn
from bot.store.turn_rows import find_turn, insert_turn, turns


@dataclass(frozen=True)
class Claim:
    """What became of an attempt to start a turn. For a repeat, with the stored reply, and whether the person's
    words are stored: a refused turn has neither, one said to staff may have no reply."""

    status: Literal["new", "busy", "repeat", "unknown", "erased"]
    messages: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    state: str = "asking"
    said: bool = False


class StoredTurns:
    """The turn log of the channels, in the database.

    Every call but `ready` raises StoreUnavailable when the database does not answer.
    """

    def __init__(
        self,
        database: Database,
        stale_after: float = 60.0,
        clock: Clock = utc_now,
        lapse_notice: Notice | None = None,
    ) -> None:
        """`stale_after`: seconds until an unfinished claim counts as killed; longer than a turn. `lapse_notice`: what
        a person is told when staff did not answer them; without it they are told nothing."""
        self._database = database
        self._lapse_notice = lapse_notice
        self._stale_after = timedelta(seconds=stale_after)
        self._clock = clock

    def open(self, channel: str, locale: str) -> str:
        """Open a conversation and return its id."""
        with self._database.session() as session:
            return open_conversation(session, channel, locale, self._clock)

    def claim(self, conversation_id: str, turn_id: str, text: str) -> Claim:
        """Claim a turn and commit what the person said. Only a `new` claim may run.

        `busy`: it is running elsewhere. `repeat`: it was answered, here is the answer. A claim left
        unfinished for `stale_after` seconds, as by a killed process, is `new` again. The state of a `new` one is
        `with_person` while a member of staff has the conversation; where they left it unanswered, it ends here.
        """
        with self._database.session() as session:
            # Holding the conversation makes two claims of one turn follow each other.
            conversation = hold(session, conversation_id)
            if conversation is None:
                return Claim("unknown")
            if conversation.erased_at is not None:
                return Claim("erased", state=conversation.state)
            now = self._clock()
            turn = find_turn(session, conversation_id, turn_id)
            if turn is None:
                row = {"status": "processing", "attempts": 1, "claimed_at": now, "text": text}
                insert_turn(session, conversation_id, turn_id, row)
            elif turn.status == "finished":
                replies, said = _stored(session, turn.number)
                return Claim("repeat", replies, turn.state, said)
            elif now - turn.claimed_at <= self._stale_after:
                return Claim("busy", state=conversation.state)
            else:
                again = {"attempts": turn.attempts + 1, "claimed_at": now}
                session.execute(update(turns).where(turns.c.number == turn.number).values(again))
            touch(session, conversation_id, now)
            state = lapse_if_due(session, conversation, self._lapse_notice, self._clock)
            return Claim("new", state=state)

    def finish(
        self,
        conversation_id: str,
        turn_id: str,
        said: Mapping[str, Any] | None,
        replies: Sequence[Mapping[str, Any]],
        state: str,
        assessed: bool,
    ) -> None:
        """Store the outcome of a turn at once: messages, state and whether it was assessed.

        The first outcome stands: a late second one is not stored, nor is one of an erased
        conversation. The opening of a conversation needs no claim. Whether staff have the conversation is theirs to
        say: no turn changes that.

        Raises:
            UnknownConversation: the id was never issued.
            MalformedInput: the state is none of the four.
        """
        with self._database.session() as session:
            if not takes_content(session, conversation_id):
                return
            turn = find_turn(session, conversation_id, turn_id)
            if turn is not None and turn.status == "finished":
                return
            now = self._clock()
            outcome = {
                "status": "finished",
                "finished_at": now,
                "state": state,
                "assessed": assessed,
            }
            if turn is None:
                number = insert_turn(
                    session, conversation_id, turn_id, {"attempts": 1, "claimed_at": now, **outcome}
                )
            else:
                number = turn.number
                session.execute(update(turns).where(turns.c.number == number).values(outcome))
            heard = [] if said is None else [said]
            add_messages(session, conversation_id, [*heard, *replies], now, number)
            set_state(session, conversation_id, state_after_turn(session, conversation_id, state, replies))
            touch(session, conversation_id, now)

    def messages(self, conversation_id: str, after: str | None) -> tuple[list[dict[str, Any]], str]:
        """The messages of finished turns after the id `after`, in order, and the state.

        Raises:
            UnknownConversation: the id was never issued.
        """
        with self._database.reading() as session:
            state = get_state(session, conversation_id)
            return read_messages(session, conversation_id, after), state

    def erase(self, conversation_id: str) -> None:
        """Delete all content of the conversation; the audit line stays. Safe to repeat.

        Raises:
            UnknownConversation: the id was never issued.
        """
        with self._database.session() as session:
            erase_conversation(session, conversation_id, clock=self._clock)

    def ready(self) -> bool:
        """Whether the tables are there and the key opens the newest message."""
        try:
            with self._database.reading() as session:
                session.execute(select(turns.c.number).limit(1)).all()
                newest = select(messages.c.body).order_by(messages.c.number.desc()).limit(1)
                session.execute(newest).all()
        except StoreUnavailable:
            return False
        return True


def _stored(session: Session, turn_number: int) -> tuple[tuple[dict[str, Any], ...], bool]:
    """The replies of a turn, and whether the person's own words are there."""
    query = select(messages.c.author, messages.c.body).where(messages.c.turn_number == turn_number)
    rows = session.execute(query.order_by(messages.c.seq)).all()
    return tuple(row.body for row in rows if row.author != "person"), any(
        row.author == "person" for row in rows
    )
