"""The queue: a page, and its rows alone for a page that keeps itself up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.desk.queue_filter import FIELDS, PAGE_SIZE, Asked, asked_of
from bot.store.alerts import Alert, unseen_alerts
from bot.store.database import Database
from bot.store.queue import QueuePage, read_queue
from bot.store.queue_search import search_queue
from bot.store.queue_version import queue_version
from bot.store.saved_views import SavedView, views_of
from bot.store.staff import all_accounts
from bot.store.view_filter import spelled
from bot.triage.content import load_content
from bot.triage.entries import TIERS

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class ShownQueue:
    """What a page of the queue shows. `version` was read before its lines, so none is missed."""

    found: QueuePage
    alerts: tuple[Alert, ...]
    names: Mapping[str, str]
    version: str


async def queue(request: Request) -> Response:
    """`GET /queue`, filtered by codes in the address."""
    return await queue_page(request, request.query_params, "")


async def search(request: Request) -> Response:
    """`POST /queue/search`: a name or the end of a number does not belong into an address."""
    return await queue_page(request, request.state.form, _words(request.state.form))


async def rows(request: Request) -> Response:
    """`POST /queue/rows`: the lines again, for the same filter and search."""
    asked, words = asked_of(request.state.form, request.state.staff.id), _words(request.state.form)
    values = await _values(request, asked, words)
    # Nothing shows that the page of these words was searched for before, so each time is a search.
    if words:
        await audited(request, "queue_searched", detail="live=1")
    return page(request, "queue_rows.html", **values)


async def queue_page(
    request: Request, given: Mapping[str, str], words: str, status: int = 200, problem: str = ""
) -> Response:
    """The whole page for these fields and search words. `problem` says why a view was not saved."""
    me = request.state.staff.id
    asked = asked_of(given, me)
    values = await _values(request, asked, words)
    views = await in_thread(_views, request.app.state.database, me)
    await audited(request, "queue_searched" if words else "queue_viewed")
    choices: dict[str, Any] = {"tiers": TIERS, "professionals": load_content().professionals, "words": words}
    saved = {"views": views, "shown_filter": spelled(asked.fields), "problem": problem, "given": given}
    return page(request, "queue.html", status, **values, **choices, **saved)


async def _values(request: Request, asked: Asked, words: str) -> dict[str, Any]:
    state = request.app.state
    now = state.clock()
    shown: ShownQueue = await in_thread(_read, state.database, asked, words, now)
    total = shown.found.total
    return {
        "cases": shown.found.cases,
        "alerts": shown.alerts,
        "total": total,
        "names": shown.names,
        "version": shown.version,
        "now": now,
        "fields": {name: asked.fields.get(name, "") for name in FIELDS},
        "chosen": asked.fields,
        "number": shown.found.first // PAGE_SIZE + 1,
        "pages": max(1, -(-total // PAGE_SIZE)),
        "searched": bool(words),
    }


def _read(database: Database, asked: Asked, words: str, now: datetime) -> ShownQueue:
    with database.reading() as session:
        version = queue_version(session)
        if words:
            found = search_queue(session, asked.chosen, words, now, asked.first, PAGE_SIZE)
        else:
            found = read_queue(session, asked.chosen, now, asked.first, PAGE_SIZE)
        alerts = tuple(unseen_alerts(session))
        return ShownQueue(found, alerts, {each.id: each.name for each in all_accounts(session)}, version)


def _views(database: Database, staff_id: str) -> list[SavedView]:
    with database.reading() as session:
        return views_of(session, staff_id)


def _words(form: Mapping[str, str]) -> str:
    return str(form.get("words", "")).strip()[:LONGEST_SEARCH]
