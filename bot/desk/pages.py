"""Pages: a template with its values, for the person who asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.desk.calls.on_paper import emergency_number, emergency_signs
from bot.desk.person import Staff
from bot.wording import wording

FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Templates that escape every value and refuse a missing one."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["professional_name"] = professional_name
    made.globals["emergency_number"] = emergency_number
    made.globals["emergency_signs"] = emergency_signs
    return made


def professional_name(professional: str) -> str:
    """What one of the six is called, as a part of a sentence: "a physical therapist"."""
    return wording().text(f"utter_professional_{professional}")


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template in bot/desk/templates.

    Every template also has `staff` (None when nobody is signed in), `standing` (`in`, `locked` or
    `new`), `csrf` for the hidden field of that name in every form, `clinic_name`, `path`, `idle_seconds`,
    `demo`, and `may(path, method)`: whether this person may use a route of bot/desk/routes.py, GET unless
    another method is named.
    """
    state = request.app.state
    staff: Staff | None = getattr(request.state, "staff", None)

    def may(pattern: str, method: str = "GET") -> bool:
        allowed = state.access.get((method, pattern), ())
        return staff is not None and staff.role in allowed

    shared = {
        "staff": staff,
        "standing": getattr(request.state, "standing", ""),
        "csrf": getattr(request.state, "csrf", ""),
        "clinic_name": state.clinic_name,
        "path": request.url.path,
        "idle_seconds": state.settings.desk_idle_minutes * 60,
        "demo": state.settings.mode == "demo",
        "may": may,
    }
    text = state.templates.get_template(template).render({**shared, **values})
    return HTMLResponse(text, status_code=status)


def told(request: Request, code: str, status: int) -> HTMLResponse:
    """A page that says what went wrong and what to do; `code` picks the words in told.html."""
    return page(request, "told.html", status=status, code=code)
