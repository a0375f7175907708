"""The audit, for auditors and admins: read, narrowed, and checked."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.store.audit_lines import AuditLine, Wanted, audit_actions, audit_lines
from bot.store.audit_verify import AuditState, verify_audit
from bot.store.database import Database
from bot.store.retention import Expired, last_run
from bot.store.staff import Account, all_accounts

PAGE = 100
NUMBER = re.compile(r"[0-9]{1,9}")


async def show_audit(request: Request) -> Response:
    """A page of lines; reading it is a line too."""
    return await _page(request, None)


async def check_audit(request: Request) -> Response:
    """Walk the whole chain, and say what was found."""
    state = await in_thread(verify_audit, request.app.state.database)
    await audited(request, "audit.checked", detail=f"whole={not state.problem},lines={state.chained}")
    return await _page(request, state)


async def _page(request: Request, state: AuditState | None) -> Response:
    asked = {
        name: request.query_params.get(name, "") for name in ("actor", "action", "case", "since", "until")
    }
    before = request.query_params.get("before", "")
    wanted = Wanted(
        actor=asked["actor"],
        action=asked["action"],
        conversation_id=asked["case"],
        since=_day(asked["since"]),
        until=_day(asked["until"], after=1),
        before=int(before) if NUMBER.fullmatch(before) else None,
    )
    await audited(request, "audit.viewed")
    lines, actions, accounts, kept = await in_thread(_read, request.app.state.database, wanted)
    return page(
        request, "audit.html", asked=asked, lines=lines[:PAGE], more=len(lines) > PAGE,
        actions=actions, names={each.id: each.name for each in accounts}, check=state,
        last_run=kept, retention_days=request.app.state.settings.retention_days,
    )  # fmt: skip


def _read(
    database: Database, wanted: Wanted
) -> tuple[list[AuditLine], list[str], list[Account], Expired | None]:
    with database.reading() as session:
        lines = audit_lines(session, wanted, PAGE + 1)
        return lines, audit_actions(session), all_accounts(session), last_run(session)


def _day(said: str, after: int = 0) -> datetime | None:
    """The first moment (UTC) of a day such as 2026-11-21, or of the one `after` days later."""
    try:
        day = date.fromisoformat(said) + timedelta(days=after)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), timezone.utc)
