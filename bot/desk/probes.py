"""Whether the process is alive, and whether the database answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.desk.in_thread import in_thread
from bot.store.errors import StoreUnavailable


async def alive(request: Request) -> Response:
    """200 as long as the process answers at all."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """200 when the database answers, 503 when it does not."""
    try:
        await in_thread(request.app.state.database.ping)
    except StoreUnavailable:
        return JSONResponse({"status": "not ready"}, status_code=503)
    return JSONResponse({"status": "ready"})
