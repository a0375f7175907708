"""Where a call begins: who rings, and what they say of their own accord."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.audit_lines import audited
from bot.desk.calls.ears import listen_to
from bot.desk.calls.keeping import Desk
from bot.desk.calls.turns import begun
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.desk.posted_form import Form
from bot.speech.audience import FRONT_DESK, Audience
from bot.store.calls import RELATIONSHIPS, unfinished_calls
from bot.store.clock import Clock
from bot.store.database import Database
from bot.this_clinic import this_clinic
from bot.triage.content import load_content

LONGEST_WORDS = 1000
GOES_ON_FOR = timedelta(hours=12)
MOST_UNFINISHED = 5
UNHEARD = "?told=unheard"


async def show_new_call(request: Request) -> Response:
    """`GET /calls/new`."""
    await audited(request, "call_form_viewed")
    return await _page(request)


async def begin(request: Request) -> Response:
    """`POST /calls`."""
    form = request.state.form
    relationship = str(form.get("relationship", ""))
    if relationship not in RELATIONSHIPS:
        return await _page(request, 422, problem="choose", words=words_of(form))
    state = request.app.state
    address = await in_thread(
        _begin, state.database, relationship, words_of(form), request.state.staff.id, state.clock
    )
    return RedirectResponse(address, status_code=303)


def words_of(form: Form) -> str:
    """The caller's own words in a form, at most LONGEST_WORDS characters of them."""
    return str(form.get("words", "")).strip()[:LONGEST_WORDS]


async def _page(request: Request, status: int = 200, problem: str = "", words: str = "") -> Response:
    state = request.app.state
    unfinished = await in_thread(_unfinished, state.database, state.clock)
    values = {"relationships": RELATIONSHIPS, "problem": problem, "words": words, "unfinished": unfinished}
    return page(request, "call_new.html", status, **values)


def _unfinished(database: Database, clock: Clock) -> list[tuple[str, datetime]]:
    """Calls to go on with, whoever took them: a page was closed, or somebody else picks up."""
    with database.reading() as session:
        return unfinished_calls(session, clock() - GOES_ON_FOR, MOST_UNFINISHED)


def _begin(database: Database, relationship: str, words: str, actor: str, clock: Clock) -> str:
    content, locale = load_content(), this_clinic().locale
    entities = listen_to(words, clock().date())
    turn = begun(relationship, words, entities or (), content, Audience(locale, FRONT_DESK))
    with database.session() as session:
        desk = Desk(actor, clock, content)
        conversation_id = desk.begin(session, relationship, locale, turn)
        if entities is None:
            desk.words_unchecked(session, conversation_id)
    return f"/calls/{conversation_id}{UNHEARD if entities is None else ''}"
