"""Tells open pages that the queue has changed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.desk.live_version import EVERY_SECONDS, LiveVersion
from bot.store.database import Database
from bot.store.queue_version import queue_version


class LiveQueue(LiveVersion):
    """The version of the queue, one for all pages that listen."""

    def __init__(self, database: Database, every: float = EVERY_SECONDS) -> None:
        super().__init__(database, queue_version, "queue", every)


async def queue_events(request: Request) -> Response:
    """`GET /queue/events`: the stream of signals."""
    live: LiveQueue = request.app.state.live_queue
    return StreamingResponse(live.signals(), media_type="text/event-stream")
