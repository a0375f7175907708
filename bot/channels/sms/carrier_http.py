"""Calls to a carrier's API: a deadline on each, and nothing of an answer in a log."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from yarl import URL

from bot.channels.sms.carrier_errors import Transient

CALL_SECONDS = 10.0
MOST_ANSWER_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class CarrierAnswer:
    """Status and JSON body; the body is empty when the carrier sent none."""

    status: int
    body: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def retry_after(self) -> float:
        """Seconds to wait, from 1 to 300."""
        given = self.headers.get("Retry-After", "")
        return min(300.0, max(1.0, float(given))) if given.isdigit() else 1.0


class CarrierHttp:
    """One client session, opened at the first call."""

    def __init__(self, seconds: float = CALL_SECONDS) -> None:
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, url: str | URL, **given: Any) -> CarrierAnswer:
        """Ask once. `given` is what aiohttp takes: params, data, json, headers, auth.

        Raises:
            Transient: no connection, no answer in time, an answer that cannot be read, or a 5xx.
        """
        session = self._opened()
        try:
            async with session.request(method, url, allow_redirects=False, **given) as response:
                raw = await response.content.read(MOST_ANSWER_BYTES)
                answer = CarrierAnswer(response.status, _json(raw), dict(response.headers))
        except aiohttp.ClientConnectorError:
            raise Transient("no_connection", perhaps_taken=False) from None
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Transient(type(error).__name__) from None
        if answer.status >= 500:
            raise Transient(f"http_{answer.status}")
        return answer

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session


def _json(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise Transient("unreadable_answer") from None
    return body if isinstance(body, dict) else {}
