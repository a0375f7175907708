"""A posted form of a call: it counts only for the step it was shown for; a stale one changes nothing and the
present step is shown."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.audit_lines import audited
from bot.desk.calls.call_page import call_page, open_call_of
from bot.desk.calls.keeping import StaleForm
from bot.desk.calls.open_call import OpenCall
from bot.desk.calls.replies import BadReply
from bot.desk.in_thread import in_thread
from bot.desk.posted_form import Form
from bot.store.clock import Clock
from bot.store.database import Database
from bot.triage.content import load_content

Change = Callable[[Database, OpenCall, Form, str, Clock], str]
"""Keeps what a form says, for a member of staff, and returns what comes after the call's address."""


class Refused(ValueError):
    """The form can't be taken as it is; the message is the code of what to do, for the page."""


async def changed(request: Request, change: Change) -> Response:
    """The answer to a posted form: the next step, or the present one with what to do."""
    form, here = request.state.form, f"/calls/{request.path_params['conversation_id']}"
    seen = await open_call_of(request)
    # What is over, was erased or was never there is told by the page itself.
    if seen is None or seen.call.ended_at is not None:
        return RedirectResponse(here, status_code=303)
    state = request.app.state
    try:
        where = await in_thread(
            _checked, change, state.database, seen, form, request.state.staff.id, state.clock
        )
    except StaleForm:
        return RedirectResponse(f"{here}?told=stale", status_code=303)
    except (BadReply, Refused) as problem:
        await audited(request, "call_viewed", seen.id, "refused=1")
        return await call_page(request, seen, 422, problem=str(problem), kept=form)
    return RedirectResponse(here + where, status_code=303)


def _checked(change: Change, database: Database, seen: OpenCall, form: Form, actor: str, clock: Clock) -> str:
    """The change, unless the form was shown for a step that is not the present one any more."""
    step = seen.turn(load_content()).step
    if form.get("version") != str(seen.version) or form.get("question") != step.question:
        raise StaleForm("The call went on since this form was shown. Look at the present step.")
    return change(database, seen, form, actor, clock)
