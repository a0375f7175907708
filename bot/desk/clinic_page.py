"""The clinic's settings: who works here, where else to go, hours, phone, booking link. Admins change them."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.audit_lines import audited
from bot.desk.clinic_changes import SOURCE, ClinicChanges, NoSuchVersion, Unsafe
from bot.desk.clinic_form import body_of, fields_in, fields_of
from bot.desk.cookie import go
from bot.desk.in_thread import in_thread
from bot.desk.pages import page
from bot.speech.answer_words import question_heading
from bot.store.clinic_versions import SavedMeanwhile
from bot.this_clinic import with_overrides
from bot.triage.clinic_notes import noted_questions
from bot.triage.content import load_content
from bot.triage.locales import load_locales
from bot.triage.rows import ContentError

WRONG = 422
MEANWHILE = 409
NUMBER = re.compile(r"[0-9]{1,9}")


async def show_clinic(request: Request) -> Response:
    """What counts now; for admins as a form, with the versions before."""
    await audited(request, "clinic.viewed")
    return await _page(request)


async def save(request: Request) -> Response:
    """Check, verify and store what was sent, or say what is wrong with it."""
    fields = fields_in(request.state.form)
    try:
        await in_thread(_changes(request).save, _made_from(request), body_of(fields), request.state.staff)
    except ContentError as error:
        return await _page(request, WRONG, fields, problem="content", words=_words(error))
    except Unsafe as error:
        return await _page(request, WRONG, fields, problem="unsafe", words=str(error))
    except SavedMeanwhile:
        return await _page(request, MEANWHILE, fields, problem="meanwhile")
    return await _saved(request)


async def restore(request: Request) -> Response:
    """Make an earlier version count again."""
    number = request.path_params["number"]
    if not NUMBER.fullmatch(number):
        return await _page(request, WRONG, problem="no_version")
    try:
        await in_thread(_changes(request).restore, _made_from(request), int(number), request.state.staff)
    except NoSuchVersion:
        return await _page(request, WRONG, problem="no_version")
    except (ContentError, Unsafe) as error:
        return await _page(request, WRONG, problem="old_version", words=str(error))
    except SavedMeanwhile:
        return await _page(request, MEANWHILE, problem="meanwhile")
    return await _saved(request)


async def _saved(request: Request) -> Response:
    state = request.app.state
    now = await in_thread(_changes(request).now)
    state.clinic_name = with_overrides(now.clinic, state.settings).name
    return go("/clinic")


async def _page(
    request: Request, status: int = 200, fields: dict[str, str] | None = None, **told: Any
) -> Response:
    settings = request.app.state.settings
    now = await in_thread(_changes(request).now)
    fixed = {"name": settings.clinic_name, "phone": settings.clinic_phone, "locale": settings.locale}
    shown = {"problem": "", "words": "", **told}
    asked = load_content().questions
    headings = {each: question_heading(asked[each]) if each in asked else "" for each in noted_questions()}
    return page(
        request, "clinic.html", status, now=now, fields=fields or fields_of(now.clinic),
        professionals=list(now.clinic.professionals), locales=list(load_locales()), headings=headings,
        fixed={name: value for name, value in fixed.items() if value}, **shown,
    )  # fmt: skip


def _words(error: ContentError) -> str:
    return str(error).removeprefix(f"{SOURCE}, ")


def _made_from(request: Request) -> int:
    said = str(request.state.form.get("version", ""))
    # No version has the number -1: whoever sends none is told that somebody saved meanwhile.
    return int(said) if NUMBER.fullmatch(said) else -1


def _changes(request: Request) -> ClinicChanges:
    state = request.app.state
    return ClinicChanges(state.settings, state.database, state.clock)
