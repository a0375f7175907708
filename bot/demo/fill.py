"""Fills the queue with invented cases, through the core and the store's own functions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.interview import Held, hold_interview
from bot.demo.people import DemoPerson, load_people
from bot.settings import Settings, SettingsError
from bot.store.audit import record
from bot.store.calls import begin_call, save_call
from bot.store.case_work import load_work, set_owner, set_status
from bot.store.cases import save_case
from bot.store.clock import Clock, utc_now
from bot.store.contact_attempts import add_attempt
from bot.store.contacts import save_contact
from bot.store.conversations import conversations, erase_conversation, open_conversation
from bot.store.database import Database
from bot.store.messages import iso_time
from bot.store.overrides import Override, add_override
from bot.store.queue import read_queued
from bot.store.queue_filter import DEMO
from bot.store.results import save_result
from bot.store.staff import account_by_login, add_staff
from bot.store.turns import StoredTurns
from bot.triage.content import load_content

LOGIN = "demo-reception"
# No password has this hash: `make demo-staff` gives the account one.
NO_PASSWORD = "none"  # noqa: S105
TURN = "demo"


def fill(chosen: Settings, store: Database, times: int = 1, clock: Clock = utc_now) -> int:
    """Make every invented person's case, `times` over, in place of those made before; return how many.

    Raises:
        SettingsError: this is a clinic's own desk, where no case may be invented.
        StoreUnavailable: the database does not answer.
    """
    if chosen.mode != "demo":
        raise SettingsError("SIGNPOST_MODE: invented cases are only for demo mode. Set it to demo.")
    clear(store)
    content = load_content()
    held = [(person, hold_interview(person, content)) for person in load_people(content)]
    actor = _receptionist(store)
    now = clock()
    for round_number in range(times):
        for person, interview in held:
            # Rounds after the first lie further back, so that they wait for different times.
            came = now - timedelta(minutes=person.minutes_ago + 7 * round_number)
            _make(store, person, interview, came, now, actor)
    return times * len(held)


def clear(store: Database) -> int:
    """Erase every invented case that is left, and return how many."""
    with store.session() as session:
        query = select(conversations.c.id).where(
            conversations.c.channel.startswith(DEMO, autoescape=True), conversations.c.erased_at.is_(None)
        )
        return sum(erase_conversation(session, each) for each in session.execute(query).scalars().all())


def _make(store: Database, person: DemoPerson, held: Held, came: datetime, now: datetime, actor: str) -> None:
    def then() -> datetime:
        return came

    with store.session() as session:
        conversation = open_conversation(session, f"{DEMO}{person.channel}", "en-US", then)
        if person.ends == "person":
            record(session, "person_asked_for", conversation, clock=then)
        record(session, "demo_made", conversation)
    state = "asking" if person.ends in ("stopped", "person") else "done"
    began = came - timedelta(seconds=20 * len(held.messages))
    timed = [
        {**message, "at": iso_time(began + timedelta(seconds=20 * place))}
        for place, message in enumerate(held.messages)
    ]
    turns = StoredTurns(store, clock=then)
    turns.finish(conversation, TURN, None, timed, state, person.ends != "not_assessed")
    with store.session() as session:
        if person.channel == "desk":
            begin_call(session, conversation, actor, person.caller, held.case.to_json(), lambda: began)
            save_call(session, conversation, {"consent": "yes", "screened_at": came, "ended_at": came})
        save_case(session, conversation, held.case.to_json(), then)
        if held.result is not None:
            save_result(session, conversation, held.result, then)
        if person.name:
            save_contact(session, conversation, person.name, person.reach, then)
        _work(session, conversation, person.work, actor, min(came + timedelta(minutes=4), now))


def _work(session: Session, conversation: str, work: Any, actor: str, at: datetime) -> None:
    def then() -> datetime:
        return at

    def version() -> int:
        return load_work(session, conversation).version

    if work.get("owner"):
        set_owner(session, conversation, version(), actor, actor, then)
    for each in work.get("attempts", ()):
        how, outcome, note = each["how"], each["outcome"], each["note"]
        add_attempt(session, conversation, version(), how, outcome, note, actor, then)
    if "raise" in work:
        shown = read_queued(session, conversation, at)
        assert shown is not None and shown.tier is not None
        raised = Override(
            "raise_urgency",
            shown.tier,
            work["raise"],
            work["reason"],
            work["words"],
            shown.result_id,
            shown.rule,
        )
        add_override(session, conversation, version(), raised, actor, then)
    if "status" in work:
        set_status(session, conversation, version(), work["status"], actor, then)


def _receptionist(store: Database) -> str:
    with store.session() as session:
        account = account_by_login(session, LOGIN)
        if account is not None:
            return account.id
        return add_staff(session, LOGIN, "Demo reception", "reception", NO_PASSWORD)
