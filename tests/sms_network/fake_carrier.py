"""A carrier on the loopback address that speaks Twilio's REST API and signs with Twilio's own validator.

It takes texts from the server, brings them to phones, and calls the server's webhooks; late, twice, in
another order or not at all, as its weather has it.
"""

import asyncio
import base64
import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import format_datetime
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator

from bot.gsm7 import segments

ACCOUNT = "AC" + "0" * 32
TOKEN = "a token that only the tests know"
OUR_NUMBER = "+15005550006"
STOP, START = {"STOP", "UNSUBSCRIBE", "END", "QUIT", "CANCEL"}, {"START", "UNSTOP"}
MOST_CHARACTERS = 1600


@dataclass
class Message:
    """One record of the Messages resource."""

    sid: str
    direction: str
    from_: str
    to: str
    body: str
    status: str
    callback: str = ""
    error: int | None = None
    created: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def as_json(self):
        return {
            "sid": self.sid, "direction": self.direction, "from": self.from_, "to": self.to, "body": self.body,
            "status": self.status, "error_code": self.error, "num_media": "0",
            "date_created": format_datetime(self.created.replace(microsecond=0)),
        }  # fmt: skip


class FakeCarrier:
    """`public_url` is what signatures are over; `webhooks` is where the server really is, and may move."""

    def __init__(self, weather, public_url):
        self.weather, self.public_url, self.webhooks = weather, public_url.rstrip("/"), None
        self.messages, self.opted_out, self.phones = {}, set(), {}
        self.answers, self._numbers, self._tasks = defaultdict(int), itertools.count(1), set()
        self._validator = RequestValidator(TOKEN)

    async def __aenter__(self):
        app = web.Application()
        root = f"/2010-04-01/Accounts/{ACCOUNT}"
        app.router.add_post(f"{root}/Messages.json", self._take)
        app.router.add_get(f"{root}/Messages.json", self._list)
        app.router.add_get(f"{root}/Messages/{{sid}}.json", self._show)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))
        return self

    async def __aexit__(self, *_):
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()
        await self._runner.cleanup()

    # What phones do.

    def text_us(self, phone, body):
        """Somebody texts our number; the webhook follows by itself."""
        message = self._record("inbound", phone, OUR_NUMBER, body, "received")
        word = body.strip().upper()
        if word in STOP:
            self.opted_out.add(phone)
        elif word in START:
            self.opted_out.discard(phone)
        self._later(self._tell_of_text(message))
        return message

    def sent_to(self, phone):
        """The records of texts taken for a phone, in the order they were taken."""
        return [m for m in self.messages.values() if m.to == phone and m.direction == "outbound-api"]

    async def settle(self):
        """Wait until everything on its way has arrived."""
        while self._tasks:
            await asyncio.wait(list(self._tasks))

    # What the server asks.

    async def _take(self, request):
        if (refused := self._refused(request)) is not None:
            return refused
        form = await request.post()
        to, body = form.get("To", ""), form.get("Body", "")
        if self.weather.draws("throttled"):
            return _error(429, 20429)
        if self.weather.draws("failed_before_taking"):
            return web.Response(status=503)
        if not to.startswith("+") or form.get("From") != OUR_NUMBER:
            return _error(400, 21211)
        if not body or len(body) > MOST_CHARACTERS:
            return _error(400, 21617)
        if to in self.opted_out:
            return _error(400, 21610)
        message = self._record("outbound-api", OUR_NUMBER, to, body, "queued", form.get("StatusCallback", ""))
        self._later(self._bring(message))
        if self.weather.draws("failed_after_taking"):
            return web.Response(status=503)
        return web.json_response(message.as_json(), status=201)

    async def _list(self, request):
        if (refused := self._refused(request)) is not None:
            return refused
        asked, size = request.query, int(request.query.get("PageSize", 50))
        page, day = int(asked.get("Page", 0)), asked.get("DateSent>", "")
        found = [
            m for m in reversed(self.messages.values())
            if asked.get("To") in (None, m.to) and asked.get("From") in (None, m.from_)
            and m.created.date().isoformat() >= day
        ]  # fmt: skip
        shown = found[page * size : (page + 1) * size]
        more = len(found) > (page + 1) * size
        following = f"{request.path}?{urlencode({**asked, 'Page': page + 1})}" if more else None
        return web.json_response({"messages": [m.as_json() for m in shown], "next_page_uri": following})

    async def _show(self, request):
        message = self.messages.get(request.match_info["sid"])
        if self._refused(request) is not None or message is None:
            return _error(404, 20404)
        return web.json_response(message.as_json())

    def _refused(self, request):
        right = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        return None if request.headers.get("Authorization") == right else _error(401, 20003)

    # What reaches phones and the server.

    def _record(self, direction, from_, to, body, status, callback=""):
        sid = f"SM{next(self._numbers):032x}"
        self.messages[sid] = Message(sid, direction, from_, to, body, status, callback)
        return self.messages[sid]

    def _later(self, work):
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, message):
        message.status = "sent"
        self._later(self._tell_of_status(message, "sent"))
        if self.weather.draws("undelivered"):
            message.status, message.error = "undelivered", 30003
        else:
            phone = self.phones.get(message.to)
            if phone is not None:
                phone.arrives(message.body, len(segments(message.body).parts))
            message.status = "delivered"
        self._later(self._tell_of_status(message, message.status))

    async def _tell_of_text(self, message):
        fields = {
            "MessageSid": message.sid, "AccountSid": ACCOUNT, "From": message.from_, "To": message.to,
            "Body": message.body, "NumMedia": "0", "NumSegments": "1",
        }  # fmt: skip
        await self._tell(f"{self.public_url}/sms/twilio", fields)

    async def _tell_of_status(self, message, status):
        fields = {"MessageSid": message.sid, "MessageStatus": status, "AccountSid": ACCOUNT}
        if message.error and status == message.status:
            fields["ErrorCode"] = str(message.error)
        if message.callback:
            await self._tell(message.callback, fields)

    async def _tell(self, url, fields):
        """Twilio does not try again by itself: what is dropped or refused stays so."""
        again = self.weather.draws("duplicated")
        if not self.weather.draws("dropped"):
            await asyncio.sleep(self.weather.delay())
            await self.post(url, fields)
        if again:
            await asyncio.sleep(self.weather.delay())
            await self.post(url, fields)

    async def post(self, url, fields, signature=None, body=None, headers=None):
        """One signed request to the server, wherever it is now; its status, or 0 when nobody answers."""
        signed = signature or self._validator.compute_signature(url, fields)
        sent = {"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"}
        target = url.replace(self.public_url, self.webhooks or "http://127.0.0.1:1", 1)
        try:
            data = urlencode(fields) if body is None else body
            async with self._http.post(target, data=data, headers={**sent, **(headers or {})}) as response:
                status = response.status
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
            status = 0
        self.answers[status] += 1
        return status


def _error(status, code):
    return web.json_response({"code": code, "status": status}, status=status)
