"""A web channel that runs on a free port of this machine, and somebody who calls it."""

import asyncio
import http.client
import json
import socket
import threading
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    headers: dict
    body: object


class Client:
    def __init__(self, port, agent, log):
        self.port, self.agent, self.log = port, agent, log

    def call(self, method, path, body=None, token=None, headers=None, raw=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"content-type": "application/json", **(headers or {})}
        if token:
            sent["authorization"] = f"Bearer {token}"
        payload = raw if raw is not None else (json.dumps(body) if body is not None else None)
        connection.request(method, path, body=payload, headers=sent)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        names = {name.lower(): value for name, value in response.getheaders()}
        is_json = "json" in names.get("content-type", "")
        return Answer(response.status, names, json.loads(text) if is_json else text.decode())

    def open(self):
        answer = self.call("POST", "/chat/sessions", {})
        assert answer.status == 201, answer
        return answer.body["token"]

    def turn(self, token, turn_id="t1", **said):
        return self.call("POST", "/chat/turns", {"turn_id": turn_id, **said}, token)

    @property
    def conversation(self):
        return list(self.log.stored)[-1]


class RunningApp:
    """A Sanic app in a thread of its own, on a free port."""

    def __init__(self, app):
        self.app, self.loop, self.started = app, asyncio.new_event_loop(), threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._start())
        self.started.set()
        self.loop.run_forever()

    async def _start(self):
        self.server = await self.app.create_server(sock=self.socket, return_asyncio_server=True)
        await self.server.startup()
        await self.server.before_start()
        await self.server.start_serving()
        await self.server.after_start()

    async def _stop(self):
        await self.server.before_stop()
        await self.server.close()
        await self.server.after_stop()

    def __enter__(self):
        self.thread.start()
        assert self.started.wait(10)
        return self

    def stop(self):
        asyncio.run_coroutine_threadsafe(self._stop(), self.loop).result(15)

    def __exit__(self, *_):
        if self.server.server is not None and self.server.is_serving():
            self.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
