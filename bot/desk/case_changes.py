"""What staff change on a case. Each form carries what its reader saw; a stale one changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.allowed_tiers import calmer, more_urgent
from bot.desk.case_page import refused_page
from bot.desk.in_thread import in_thread
from bot.desk.pages import told
from bot.desk.posted_form import Form
from bot.desk.seen_result import ToldMore, check_seen
from bot.store.case_work import CaseErased, ChangedMeanwhile, set_owner, set_status
from bot.store.clock import Clock
from bot.store.contact_attempts import add_attempt
from bot.store.conversations import takes_content
from bot.store.database import Database
from bot.store.errors import MalformedInput, UnknownConversation
from bot.store.overrides import NOT_ASSESSED, Override, add_override
from bot.store.queue import QueuedCase, read_queued
from bot.store.unjudged_words import unjudged_words
from bot.triage.content import load_content

Change = Callable[[Session, str, int, Form, str, Clock], None]


async def change_status(request: Request) -> Response:
    """`POST /cases/{conversation_id}/status`."""
    return await _changed(request, "status", _status)


async def change_owner(request: Request) -> Response:
    """`POST /cases/{conversation_id}/owner`: take it, or give it back."""
    return await _changed(request, "owner", _owner)


async def log_attempt(request: Request) -> Response:
    """`POST /cases/{conversation_id}/attempts`."""
    return await _changed(request, "attempt", _attempt)


async def raise_urgency(request: Request) -> Response:
    """`POST /cases/{conversation_id}/raise`: whoever works on a case may."""
    return await _changed(request, "raise", _raise)


async def lower_urgency(request: Request) -> Response:
    """`POST /cases/{conversation_id}/lower`: for clinicians; the routes say so."""
    return await _changed(request, "lower", _lower)


async def change_professional(request: Request) -> Response:
    """`POST /cases/{conversation_id}/professional`: for clinicians; the routes say so."""
    return await _changed(request, "professional", _professional)


async def _changed(request: Request, what: str, change: Change) -> Response:
    conversation_id, form = request.path_params["conversation_id"], request.state.form
    state = request.app.state
    try:
        await in_thread(
            _store, state.database, change, conversation_id, form, request.state.staff.id, state.clock
        )
    except (CaseErased, UnknownConversation):
        return told(request, "not_there", 404)
    except ToldMore:
        return await refused_page(request, "told_more", 409, tried=what)
    except ChangedMeanwhile:
        return await refused_page(request, "changed_meanwhile", 409, tried=what)
    except MalformedInput:
        return await refused_page(request, what, 400, tried=what)
    return RedirectResponse(f"/cases/{conversation_id}?done={what}", status_code=303)


def _store(
    database: Database, change: Change, conversation_id: str, form: Form, actor: str, clock: Clock
) -> None:
    seen = str(form.get("version", ""))
    if not seen.isdecimal() or len(seen) > 9:
        raise MalformedInput("The form carries the version of the case. Open the case again.")
    with database.session() as session:
        change(session, conversation_id, int(seen), form, actor, clock)


def _status(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    _as_seen(session, case, form, clock)
    set_status(session, case, seen, str(form.get("status", "")), actor, clock)


def _owner(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    set_owner(session, case, seen, actor if form.get("owner") == "me" else None, actor, clock)


def _attempt(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    how, outcome, note = (str(form.get(name, "")) for name in ("how", "outcome", "note"))
    add_attempt(session, case, seen, how, outcome, note, actor, clock)


def _raise(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    shown, to = _shown(session, case, seen, clock), str(form.get("tier", ""))
    if to not in more_urgent(shown):
        raise MalformedInput("Choose a tier that is more urgent than the present one.")
    _override(session, shown, seen, "raise_urgency", shown.tier, to, form, actor, clock)


def _lower(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    _as_seen(session, case, form, clock)
    shown, to = _shown(session, case, seen, clock), str(form.get("tier", ""))
    if to not in calmer(shown):
        raise MalformedInput("Choose a tier that is less urgent than the present one.")
    _override(session, shown, seen, "lower_urgency", shown.tier, to, form, actor, clock)


def _professional(session: Session, case: str, seen: int, form: Form, actor: str, clock: Clock) -> None:
    _as_seen(session, case, form, clock)
    shown, to = _shown(session, case, seen, clock), str(form.get("professional", ""))
    # An urgent case names nobody, and without a result there is nothing to differ from.
    if shown.urgent or shown.tier is None or to not in load_content().professionals:
        raise MalformedInput("Lower the urgency first, then choose one of the six.")
    _override(session, shown, seen, "professional", shown.professional, to, form, actor, clock)


def _as_seen(session: Session, conversation_id: str, form: Form, clock: Clock) -> None:
    # The conversation is held until the change is stored: no result comes in between.
    if not takes_content(session, conversation_id):
        raise CaseErased("There is no such case any more.")
    unjudged = len(unjudged_words(session, conversation_id, clock()))
    check_seen(_now(session, conversation_id, clock), unjudged, str(form.get("seen", "")))


def _now(session: Session, conversation_id: str, clock: Clock) -> QueuedCase:
    found = read_queued(session, conversation_id, clock())
    if found is None:
        raise CaseErased("There is no such case any more.")
    return found


def _shown(session: Session, conversation_id: str, seen: int, clock: Clock) -> QueuedCase:
    shown = _now(session, conversation_id, clock)
    if shown.work.version != seen:
        raise ChangedMeanwhile("Somebody else saved this case first. Look at what they did, then save again.")
    return shown


def _override(
    session: Session,
    shown: QueuedCase,
    seen: int,
    kind: str,
    before: str | None,
    to: str,
    form: Form,
    actor: str,
    clock: Clock,
) -> None:
    reason, words = str(form.get("reason", "")), str(form.get("words", ""))
    nothing = "nobody" if kind == "professional" else NOT_ASSESSED
    made = Override(kind, before or nothing, to, reason, words, shown.result_id, shown.rule)
    add_override(session, shown.conversation_id, seen, made, actor, clock)
