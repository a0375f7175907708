"""Keeps a step of a call in one transaction: messages, evidence, the case, the result and the audit's lines.

A step counts only if nothing else was kept since its form was shown, so pressing twice, the Back button and
two people on one call change nothing by accident.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.desk.calls.open_call import OpenCall, read_open_call
from bot.desk.calls.steps import left_unsure
from bot.desk.calls.turns import Turn
from bot.desk.calls.unjudged import alert_unchecked, forget_call, is_unjudged, leave_unjudged
from bot.speech.audience import FRONT_DESK
from bot.store.audit import record
from bot.store.calls import begin_call, save_call
from bot.store.cases import save_case
from bot.store.clock import Clock
from bot.store.contacts import save_contact
from bot.store.conversations import hold, open_conversation, set_state, touch
from bot.store.messages import add_messages
from bot.store.results import save_result
from bot.triage.assess import assess
from bot.triage.entries import Content
from bot.triage.evidence import YES
from bot.triage.keeping import may_be_kept
from bot.triage.record import record_of


class StaleForm(Exception):
    """Something was kept for this call since the form was shown. Show the present step."""


class Desk:
    """Who keeps a step, by the front desk's clock and the content in use: a member of staff, or None where nobody
    was there any more."""

    def __init__(self, actor: str | None, clock: Clock, content: Content) -> None:
        self.actor, self.clock, self.content = actor, clock, content

    def begin(self, session: Session, relationship: str, locale: str, turn: Turn) -> str:
        """Keep a call that begins, and return its id.

        Raises:
            MalformedInput: nobody can call as this.
        """
        assert self.actor is not None, "somebody takes a call"
        conversation_id = open_conversation(session, FRONT_DESK, locale, self.clock)
        begin_call(session, conversation_id, self.actor, relationship, turn.case.to_json(), self.clock)
        self._line(session, "call_began", conversation_id, f"relationship={relationship}")
        self._keep(session, conversation_id, turn)
        return conversation_id

    def keep(
        self,
        session: Session,
        seen: OpenCall,
        turn: Turn,
        action: str,
        detail: str = "",
        unchecked: bool = False,
    ) -> None:
        """Keep a step and its line in the audit; a child who is alone is forgotten. `unchecked`: what they said
        could not be checked for danger.

        Raises:
            StaleForm: the call went on since `seen`.
        """
        call = self._as_seen(session, seen)
        if unchecked:
            self.words_unchecked(session, seen.id)
        if turn.step.kind == "alone":
            self._forget(session, seen.id, "minor_without_guardian")
            return
        self._line(session, action, seen.id, detail)
        self._keep(session, seen.id, turn, call)

    def refuse(self, session: Session, seen: OpenCall) -> None:
        """Forget a call whose caller did not agree.

        Raises:
            StaleForm: the call went on since `seen`.
        """
        self._as_seen(session, seen)
        self._forget(session, seen.id, "consent_refused")

    def hand_over(self, session: Session, seen: OpenCall, name: str, reach: str) -> None:
        """Keep whom to ask for or where to reach them, empty where they left neither, and end a call with a result.

        Raises:
            StaleForm: the call went on since `seen`.
        """
        self._as_seen(session, seen)
        self._contact(session, seen.id, name, reach)
        self._end(session, seen.id)

    def stop(self, session: Session, seen: OpenCall, name: str, reach: str) -> None:
        """End a call at an open question: they hung up, or go no further.

        Danger they were unsure of counts as told, and is kept. A name or a way to reach them, a result that they
        went back behind, or words that could not be checked put the rest into the queue as not assessed. Without
        any of it, what was said before they agreed is forgotten.

        Raises:
            StaleForm: the call went on since `seen`.
        """
        self._as_seen(session, seen)
        case = left_unsure(seen.case, self.content)
        urgent = assess(case, self.content).urgent
        unjudged = not urgent and is_unjudged(session, seen.id)
        if not (urgent or unjudged or name or reach or seen.call.consent == YES):
            self._forget(session, seen.id, "call_stopped")
            return
        self._line(session, "call_stopped", seen.id)
        if urgent:
            stopped = seen.turn(self.content).left(case, self.content, seen.audience)
            self._keep(session, seen.id, stopped, seen)
        elif unjudged:
            leave_unjudged(session, seen.id, self.actor, self.clock)
        elif not (name or reach):
            set_state(session, seen.id, "ended")
        self._contact(session, seen.id, name, reach)
        self._end(session, seen.id)

    def words_unchecked(self, session: Session, conversation_id: str) -> None:
        """Tell the queue that nobody but the listener has judged these words."""
        alert_unchecked(session, conversation_id, self.clock)

    def _forget(self, session: Session, conversation_id: str, action: str) -> None:
        forget_call(session, conversation_id, action, self.actor, self.clock)

    def _keep(
        self, session: Session, conversation_id: str, turn: Turn, before: OpenCall | None = None
    ) -> None:
        now = self.clock()
        touch(session, conversation_id, now)
        add_messages(session, conversation_id, turn.messages, now)
        screened = None if before is None else before.call.screened_at
        changes = {
            "evidence": turn.case.to_json(),
            "consent": turn.consent,
            "screened_at": None if turn.step.kind == "danger" else screened or now,
        }
        save_call(session, conversation_id, changes)
        if may_be_kept(turn.case, turn.consent == YES, self.content):
            save_case(session, conversation_id, turn.case.to_json(), self.clock)
        if turn.messages and "result" in turn.messages[-1]:
            self._result(session, conversation_id, turn)
        set_state(session, conversation_id, "done" if turn.step.kind == "result" else "asking")

    def _result(self, session: Session, conversation_id: str, turn: Turn) -> None:
        found = assess(turn.case, self.content)
        decided = record_of(turn.case, self.content).to_json()
        data = turn.messages[-1]["result"]
        save_result(session, conversation_id, {**data, "rule": found.rule, "record": decided}, self.clock)
        self._line(session, "assessed", conversation_id, found.rule)

    def _contact(self, session: Session, conversation_id: str, name: str, reach: str) -> None:
        if name or reach:
            save_contact(session, conversation_id, name, reach, self.clock)
            set_state(session, conversation_id, "done")
            self._line(session, "handed_to_desk", conversation_id)

    def _end(self, session: Session, conversation_id: str) -> None:
        save_call(session, conversation_id, {"ended_at": self.clock()})

    def _as_seen(self, session: Session, seen: OpenCall) -> OpenCall:
        """The call, held until the session ends."""
        hold(session, seen.id)
        now = read_open_call(session, seen.id)
        if now is None or now.version != seen.version or now.call.ended_at is not None:
            raise StaleForm("The call went on since this form was shown. Look at the present step.")
        return now

    def _line(self, session: Session, action: str, conversation_id: str, detail: str = "") -> None:
        record(session, action, conversation_id, detail, self.clock, self.actor)
