"""The store of text messages, as the channel asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy.orm import Session

from bot.channels.sms.dialogue_state import Answered, Keyword, NumberState, Pending
from bot.channels.sms.provider import DeliveryEvent, DeliveryStatus, Inbound
from bot.channels.sms.text_store import DueText, LeaseLost, Part, WaitingText
from bot.store import sms_delivery, sms_inbox, sms_numbers, sms_outbox, turn_rows
from bot.store.alerts import raise_alert
from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.conversations import hold
from bot.store.database import Database


class StoredTexts:
    """Inbox, outbox and numbers in the database. Every call raises StoreUnavailable when that is gone."""

    def __init__(self, database: Database, server_key: str, clock: Clock = utc_now) -> None:
        self._database = database
        self._ids = sms_numbers.NumberIds(server_key)
        self._clock = clock

    def receive(self, text: Inbound) -> bool:
        """Claim a text and commit it; False when it was claimed before."""
        number_id = self._ids.of(text.from_)
        with self._database.session() as session:
            sms_numbers.note_number(session, number_id, text.from_)
            return sms_inbox.receive(
                session,
                sms_inbox.message_digest(text.provider, text.message_id),
                number_id,
                received_at=text.received_at,
                sent_at=text.sent_at,
                sender=text.from_,
                text=text.text,
                media_count=text.media_count,
                has_location=text.has_location,
                opt_out=text.opt_out,
            )

    def newest_received(self) -> datetime | None:
        """When the last text came in."""
        with self._database.reading() as session:
            return sms_inbox.newest_received(session)

    def due(self, quiet_seconds: float, most_seconds: float) -> list[str]:
        """The ids of numbers whose texts can be answered now."""
        now = self._clock()
        quiet, waited = now - timedelta(seconds=quiet_seconds), now - timedelta(seconds=most_seconds)
        with self._database.reading() as session:
            return sms_inbox.due_numbers(session, now, quiet, waited)

    def lease(self, number_id: str, holder: str, seconds: float) -> bool:
        """Take or renew the right to work on a number."""
        with self._database.session() as session:
            return sms_numbers.lease_number(session, number_id, holder, self._clock(), seconds)

    def release(self, number_id: str, holder: str) -> None:
        """Give it back."""
        with self._database.session() as session:
            sms_numbers.release_number(session, number_id, holder)

    def number(self, number_id: str) -> NumberState:
        """What is known of the number."""
        with self._database.reading() as session:
            known = sms_numbers.load_number(session, number_id)
        if known is None:
            return NumberState(number_id)
        values = {name: value for name, value in vars(known).items() if name not in ("number", "pending")}
        return NumberState(number_id, pending=cast("Pending | None", known.pending), **values)

    def unanswered(self, number_id: str) -> list[WaitingText]:
        """Its texts, in the order they came in."""
        with self._database.reading() as session:
            stored = sms_inbox.unanswered(session, number_id)
        found = []
        for text in stored:
            values = {name: value for name, value in vars(text).items() if name != "opt_out"}
            found.append(WaitingText(**values, keyword=cast("Keyword | None", text.opt_out)))
        return found

    def mark(self, numbers: Sequence[int], turn_id: str) -> None:
        """Make these texts one turn, before it runs."""
        with self._database.session() as session:
            sms_inbox.mark_turn(session, numbers, turn_id)

    def leave_claim(self, number_id: str, holder: str, turn_id: str) -> None:
        """The process that began this turn is gone: its claim need not run out first. Raises LeaseLost."""
        with self._database.session() as session:
            known = sms_numbers.load_number(session, number_id)
            conversation_id = None if known is None else known.conversation_id
            _hold(session, conversation_id)
            if not sms_numbers.holds_number(session, number_id, holder):
                raise LeaseLost
            if conversation_id is not None:
                turn_rows.leave_claim(session, conversation_id, turn_id)

    def keep(self, number: NumberState) -> None:
        """Store the state in the middle of a turn; whether the person opted out waits for its end."""
        with self._database.session() as session:
            _save(session, number)

    def store_answer(self, holder: str, part: Part, was: NumberState, answer: Answered) -> None:
        """Texts, state, alerts and audit lines of one part of a turn, all at once. Raises LeaseLost."""
        now, number = self._clock(), answer.number
        with self._database.session() as session:
            _hold(session, number.conversation_id)
            if not sms_numbers.holds_number(session, number.number_id, holder):
                raise LeaseLost
            _save(session, number)
            # The carrier may have told of an opt-out while the turn ran: only a change is stored.
            if number.opted_out != was.opted_out:
                sms_numbers.set_opted_out(session, number.number_id, number.opted_out, now)
            texts = [sms_outbox.NewText(**asdict(text)) for text in answer.texts]
            to = (number.conversation_id, number.number_id, part.recipient)
            sms_outbox.add_texts(session, part.id, *to, texts, now)
            if number.opted_out:
                sms_delivery.cancel_waiting(session, number.number_id, part.id, now)
            for kind in answer.alerts:
                raise_alert(session, number.conversation_id, kind, self._clock)
            for line in answer.audited:
                record(session, line.action, line.conversation_id, line.detail, self._clock)
            sms_inbox.note_part_done(session, part.turn_id, part.place)
            if part.place == part.parts:
                sms_inbox.note_answered(session, part.turn_id, now)

    def take_due(self, lease_seconds: float) -> DueText | None:
        """The next text to send, marked before the carrier is called."""
        with self._database.session() as session:
            due = sms_outbox.take_due(session, self._clock(), lease_seconds)
        return None if due is None else DueText(**vars(due))

    def other_carrier_ids(self, number_id: str, text_id: str) -> frozenset[str]:
        """The carrier's ids that belong to other texts of this number."""
        with self._database.reading() as session:
            return sms_outbox.other_carrier_ids(session, number_id, text_id)

    def is_open(self, text_id: str) -> bool:
        """Whether it still has to be sent."""
        with self._database.reading() as session:
            return sms_outbox.is_open(session, text_id)

    def note_sent(self, text_id: str, carrier_id: str) -> None:
        """The carrier has it."""
        with self._database.session() as session:
            sms_outbox.note_sent(session, text_id, carrier_id, self._clock())

    def note_retry(self, text_id: str, seconds: float, doubtful: bool, code: str) -> None:
        """Try again after so many seconds."""
        with self._database.session() as session:
            again_at = self._clock() + timedelta(seconds=seconds)
            sms_outbox.note_retry(session, text_id, again_at, doubtful, code)

    def end(self, text_id: str, status: DeliveryStatus, code: str) -> None:
        """It will never be sent."""
        with self._database.session() as session:
            sms_delivery.end_text(session, text_id, status, code, self._clock())

    def note_event(self, event: DeliveryEvent) -> bool:
        """What the carrier says became of it; False for a text that is not ours."""
        with self._database.session() as session:
            what = (event.text_id, event.carrier_id, event.status, event.error_code)
            return sms_delivery.note_event(session, *what, self._clock())

    def unheard_of(self, seconds: float, most: int) -> list[str]:
        """The carrier's ids of texts sent that long ago of which nothing was heard."""
        before = self._clock() - timedelta(seconds=seconds)
        with self._database.reading() as session:
            return sms_outbox.unheard_of(session, before, most)


def _hold(session: Session, conversation_id: str | None) -> None:
    """Whoever locks both locks the conversation before the number, as an erasure does: neither waits for the other."""
    if conversation_id is not None:
        hold(session, conversation_id)


def _save(session: Session, number: NumberState) -> None:
    known = {name: value for name, value in vars(number).items() if name != "number_id"}
    sms_numbers.save_number(session, number.number_id, sms_numbers.StoredNumber(number=None, **known))
