"""`/`: where each role's work begins."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.store.staff import Role

FIRST_PAGE: dict[Role, str] = {
    "reception": "/queue",
    "clinician": "/queue",
    "admin": "/queue",
    "auditor": "/audit",
}


async def home(request: Request) -> Response:
    """On to the first page of this person's role."""
    return RedirectResponse(FIRST_PAGE[request.state.staff.role], status_code=303)
