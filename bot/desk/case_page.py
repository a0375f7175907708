"""The page of one case, its print view, and who else has it open."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.desk.allowed_tiers import calmer, more_urgent
from bot.desk.audit_lines import audited
from bot.desk.case_file import CaseFile, read_case_file
from bot.desk.case_text import case_text
from bot.desk.in_thread import in_thread
from bot.desk.pages import page, told
from bot.desk.route import CASE_WORKERS, CLINICIANS
from bot.desk.seen_result import seen_of
from bot.store.case_work import STATUSES
from bot.store.clock import Clock
from bot.store.contact_attempts import OUTCOMES, WAYS
from bot.store.database import Database
from bot.store.overrides import REASONS
from bot.store.presence import note_presence, others_present
from bot.store.staff import account_by_id
from bot.this_clinic import clinic_of
from bot.triage.content import load_content

FIELDS = ("status", "how", "outcome", "note", "tier", "reason", "words", "professional", "reply")


async def show_case(request: Request) -> Response:
    """`GET /cases/{conversation_id}`."""
    file = await file_of(request)
    if file is None:
        return told(request, "not_there", 404)
    await audited(request, "case_viewed", file.case.conversation_id)
    await in_thread(_note_presence, request.app.state.database, *_who(request))
    return case_page(request, file, done=request.query_params.get("done", ""))


async def refused_page(request: Request, problem: str, status: int, tried: str = "") -> Response:
    """The page of the case of the address for a form that was not taken: a look at it, like any other."""
    file = await file_of(request)
    if file is None:
        return told(request, "not_there", 404)
    await audited(request, "case_viewed", file.case.conversation_id, "refused=1")
    return case_page(request, file, status, problem=problem, kept=request.state.form, tried=tried)


def case_page(
    request: Request,
    file: CaseFile,
    status: int = 200,
    problem: str = "",
    done: str = "",
    kept: Mapping[str, str] | None = None,
    tried: str = "",
) -> Response:
    """The page of a case. `problem` and `done` are codes; `kept` is what was typed and not saved, in the form
    `tried`."""
    return page(request, "case.html", status, **case_values(request, file, problem, done, kept, tried))


def case_values(
    request: Request,
    file: CaseFile,
    problem: str = "",
    done: str = "",
    kept: Mapping[str, str] | None = None,
    tried: str = "",
) -> dict[str, Any]:
    """What the templates of a case take."""
    return {
        "file": file,
        "case": file.case,
        "now": request.app.state.clock(),
        "text": case_text(request, file),
        "statuses": STATUSES,
        "ways": WAYS,
        "outcomes": OUTCOMES,
        "reasons": REASONS,
        "raises": more_urgent(file.case),
        "lowerings": calmer(file.case),
        "professionals": [each for each in load_content().professionals if each != file.case.professional],
        "may_work": request.state.staff.role in CASE_WORKERS,
        "may_override": request.state.staff.role in CLINICIANS,
        "problem": problem,
        "done": done,
        "tried": tried,
        "seen": seen_of(file.case, sum("mark" in each for each in file.messages)),
        "kept": {name: (kept or {}).get(name, "") for name in FIELDS},
        "reply_id": secrets.token_hex(8),
        "listing": clinic_of(request.app.state.settings).professionals.get(file.case.professional or ""),
    }


async def print_case(request: Request) -> Response:
    """`GET /cases/{conversation_id}/print`: the note and the transcript alone."""
    file = await file_of(request)
    if file is None:
        return told(request, "not_there", 404)
    await audited(request, "case_printed", file.case.conversation_id)
    return page(request, "case_print.html", file=file, case=file.case, now=request.app.state.clock())


async def say_present(request: Request) -> Response:
    """`POST /cases/{conversation_id}/presence`: I still look at it; who else does?"""
    names = await in_thread(_note_presence, request.app.state.database, *_who(request))
    return JSONResponse({"others": names})


async def file_of(request: Request) -> CaseFile | None:
    """The case of the address, as this person sees it."""
    return await in_thread(_read, request.app.state.database, *_who(request))


def _who(request: Request) -> tuple[str, str, Clock]:
    return request.path_params["conversation_id"], request.state.staff.id, request.app.state.clock


def _read(database: Database, conversation_id: str, me: str, clock: Clock) -> CaseFile | None:
    with database.reading() as session:
        return read_case_file(session, conversation_id, me, clock())


def _note_presence(database: Database, conversation_id: str, me: str, clock: Clock) -> list[str]:
    with database.session() as session:
        note_presence(session, conversation_id, me, clock)
        others = [
            account_by_id(session, each) for each in others_present(session, conversation_id, me, clock)
        ]
    return [each.name for each in others if each is not None]
