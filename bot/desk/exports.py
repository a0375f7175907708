"""What leaves the desk: a copied note, a PDF, a CSV. Each one is a line in the audit first."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.case_file import CaseFile
from bot.desk.case_page import file_of
from bot.desk.case_pdf import pdf_of
from bot.desk.case_text import case_text
from bot.desk.csv_rows import csv_of
from bot.desk.in_thread import in_thread
from bot.desk.pages import told
from bot.desk.queue_filter import asked_of
from bot.store.database import Database
from bot.store.queue import read_queue
from bot.store.queue_filter import QueueFilter
from bot.store.staff import all_accounts

MOST_ROWS = 10_000


async def copied(request: Request) -> Response:
    """`POST /cases/{conversation_id}/copied`: the page is about to copy the note it shows."""
    file = await _exported(request, "copy")
    return told(request, "not_there", 404) if file is None else Response(status_code=204)


async def case_pdf(request: Request) -> Response:
    """`GET /cases/{conversation_id}/note.pdf`."""
    file = await _exported(request, "pdf")
    if file is None:
        return told(request, "not_there", 404)
    lost = request.app.state.templates.get_template("lost_letters.txt").render().strip()
    content = await in_thread(pdf_of, case_text(request, file), lost)
    return _download(content, "application/pdf", "case.pdf")


async def case_csv(request: Request) -> Response:
    """`GET /cases/{conversation_id}/case.csv`: one row."""
    file = await _exported(request, "csv")
    if file is None:
        return told(request, "not_there", 404)
    return _download(csv_of([file.case], file.names).encode(), "text/csv; charset=utf-8", "case.csv")


async def queue_csv(request: Request) -> Response:
    """`GET /queue.csv`: the cases a filter leaves, in the order of the queue."""
    asked = asked_of(request.query_params, request.state.staff.id)
    state = request.app.state
    text, count = await in_thread(_queue_csv, state.database, asked.chosen, state.clock())
    await audited(request, "queue_exported", detail=f"as=csv,cases={count}")
    return _download(text.encode(), "text/csv; charset=utf-8", "queue.csv")


async def _exported(request: Request, form: str) -> CaseFile | None:
    file = await file_of(request)
    if file is not None:
        await audited(request, "case_exported", file.case.conversation_id, f"as={form}")
    return file


def _queue_csv(database: Database, chosen: QueueFilter, now: datetime) -> tuple[str, int]:
    with database.reading() as session:
        found = read_queue(session, chosen, now, 0, MOST_ROWS).cases
        return csv_of(found, {each.id: each.name for each in all_accounts(session)}), len(found)


def _download(content: bytes, kind: str, name: str) -> Response:
    # The file's name says nothing about anybody.
    return Response(
        content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
