"""Talking with a person yourself: the forms of the case page, and the part of it that keeps itself up to date."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.desk import talking
from bot.desk.audit_lines import audited
from bot.desk.case_page import case_values, file_of, refused_page
from bot.desk.in_thread import in_thread
from bot.desk.live_version import LiveVersion
from bot.desk.pages import page, told
from bot.store.errors import MalformedInput, UnknownConversation
from bot.store.staff_replies import NotYours
from bot.store.staff_texts import CannotBeTexted
from bot.store.take_overs import AlreadyTaken, CannotTakeOver
from bot.store.talk_version import talk_version

REPLY_ID = re.compile(r"[0-9a-f]{8,32}")
REFUSALS: dict[type[Exception], tuple[str, int]] = {
    AlreadyTaken: ("taken", 409),
    NotYours: ("not_yours", 409),
    CannotTakeOver: ("nobody_reads", 409),
    CannotBeTexted: ("no_texts", 409),
    MalformedInput: ("reply", 400),
}
"""What the page says when it cannot be done, and with which status."""


async def take_over(request: Request) -> Response:
    """`POST /cases/{conversation_id}/take-over`."""
    return await _done(request, "taken_over", talking.begin)


async def reply(request: Request) -> Response:
    """`POST /cases/{conversation_id}/reply`."""
    form = request.state.form
    reply_id = str(form.get("reply_id", ""))
    return await _done(
        request,
        "replied",
        lambda database, case, staff, clock: talking.reply(
            database,
            case,
            staff,
            str(form.get("reply", "")),
            reply_id if REPLY_ID.fullmatch(reply_id) else None,
            clock,
        ),
    )


async def hand_back(request: Request) -> Response:
    """`POST /cases/{conversation_id}/hand-back`."""
    return await _done(request, "handed_back", talking.hand_back)


async def talk(request: Request) -> Response:
    """`POST /cases/{conversation_id}/talk`: what was said and who has it, for a page that is open."""
    file = await file_of(request)
    if file is None:
        return told(request, "not_there", 404)
    await audited(request, "case_viewed", file.case.conversation_id, "live=1")
    return page(request, "case_talk.html", **case_values(request, file))


async def talk_events(request: Request) -> Response:
    """`GET /cases/{conversation_id}/events`: a signal whenever there is more to see."""
    read = partial(talk_version, conversation_id=request.path_params["conversation_id"])
    live = LiveVersion(request.app.state.database, read, "talk")
    return StreamingResponse(live.signals(), media_type="text/event-stream")


async def _done(request: Request, done: str, work: Callable[..., None]) -> Response:
    conversation_id, state = request.path_params["conversation_id"], request.app.state
    try:
        await in_thread(work, state.database, conversation_id, request.state.staff, state.clock)
    except UnknownConversation:
        return told(request, "not_there", 404)
    except tuple(REFUSALS) as error:
        problem, status = REFUSALS[type(error)]
        return await refused_page(request, problem, status)
    return RedirectResponse(f"/cases/{conversation_id}?done={done}#talk-box", status_code=303)
