"""Everything the desk shows of one case, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.note import Note, note_of
from bot.desk.talk import Talk, read_talk
from bot.desk.transcript import transcript
from bot.store.audit import audit
from bot.store.calls import Call, load_call
from bot.store.case_work import LastChange, last_change
from bot.store.cases import load_case
from bot.store.contact_attempts import Attempt, attempts_of
from bot.store.messages import read_messages
from bot.store.overrides import MadeOverride, overrides_of
from bot.store.presence import others_present
from bot.store.queue import QueuedCase, read_queued
from bot.store.results import latest_result
from bot.store.sms_numbers import number_texting_about
from bot.store.staff import all_accounts
from bot.store.unjudged_words import unjudged_words
from bot.triage.content import load_content
from bot.triage.evidence import Case

LOOKS = ("case_viewed", "case_printed", "call_viewed", "call_answered")
LONGEST_TIMELINE = 200


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: codes of the audit, and whose doing it was; None when no staff did it."""

    at: datetime
    action: str
    detail: str
    actor: str | None


@dataclass(frozen=True)
class CaseFile:
    """One case. `names` are the names of all staff by id; `others` the ids of those who look at it too; `call`
    who took it by phone and who rang, where it came by phone; `texts_from` the number that texts."""

    case: QueuedCase
    note: Note = field(repr=False)
    messages: tuple[Mapping[str, Any], ...] = field(repr=False)
    attempts: tuple[Attempt, ...]
    overrides: tuple[MadeOverride, ...]
    timeline: tuple[Moment, ...]
    names: Mapping[str, str] = field(repr=False)
    others: tuple[str, ...]
    changed: LastChange | None
    talk: Talk
    call: Call | None = None
    texts_from: str | None = field(default=None, repr=False)


def read_case_file(session: Session, conversation_id: str, me: str, now: datetime) -> CaseFile | None:
    """The case as `me` sees it; None when there is no such case or it was erased.

    Raises:
        WrongKey: it was written with another key.
    """
    queued = read_queued(session, conversation_id, now)
    if queued is None:
        return None
    unjudged = unjudged_words(session, conversation_id, now)
    messages = transcript(read_messages(session, conversation_id), unjudged)
    contact = queued.contact
    beside = () if contact is None else (contact.name, contact.reach)
    case = Case.from_json(load_case(session, conversation_id))
    return CaseFile(
        case=queued,
        note=note_of(latest_result(session, conversation_id), case, messages, load_content(), beside),
        messages=messages,
        attempts=tuple(attempts_of(session, conversation_id)),
        overrides=tuple(overrides_of(session, conversation_id)),
        timeline=tuple(_timeline(session, conversation_id)),
        names={each.id: each.name for each in all_accounts(session)},
        others=tuple(others_present(session, conversation_id, me, lambda: now)),
        changed=last_change(session, conversation_id),
        talk=read_talk(session, conversation_id, me),
        call=load_call(session, conversation_id),
        texts_from=number_texting_about(session, conversation_id),
    )


def _timeline(session: Session, conversation_id: str) -> list[Moment]:
    """What was done, the newest first. Looks and single answers are in the audit and would only fill this."""
    query = (
        select(audit.c.at, audit.c.action, audit.c.detail, audit.c.actor)
        .where(audit.c.conversation_id == conversation_id, audit.c.action.not_in(LOOKS))
        .order_by(audit.c.id.desc())
        .limit(LONGEST_TIMELINE)
    )
    return [Moment(row.at, row.action, row.detail, row.actor) for row in session.execute(query)]
