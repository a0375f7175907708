"""A web channel on a free port of this machine, with an agent and a turn log that can be broken."""

import asyncio
import dataclasses
import http.client
import json
import socket
import threading
import uuid
from dataclasses import dataclass, field

import pytest
from sanic import Sanic

from bot.channels.api_error import STATUS_OF
from bot.channels.fail_closed import FailClosed, SafetyTexts
from bot.channels.limits import Limits
from bot.channels.replies import Replies
from bot.channels.stream import StreamTimes
from bot.channels.tokens import SessionTokens
from bot.channels.turn_log import NoConversation
from bot.channels.web import Web, WebParts
from bot.server.app import build_app
from bot.server.front import Front
from bot.settings import DEMO_CLINIC
from bot.triage.clinic import load_clinic
from bot.wording import wording

SAFETY = "Call 911. I could not check that. Send it again."
EMERGENCY = "Call 911 now."
EMERGENCY_LINE = "In danger, call 911."
KEY = bytes(range(32))


@dataclass
class FakeClaim:
    status: str
    messages: tuple = ()
    state: str = "asking"
    said: bool = False


class FakeTurnLog:
    """The turn log in memory, with the rules of the real one."""

    def __init__(self):
        self.turns, self.stored, self.states, self.erased = {}, {}, {}, set()
        self.broken = set()

    def _check(self, call):
        if call in self.broken:
            raise ConnectionError("the database said: my chest hurts")

    def open(self, channel, locale):
        self._check("open")
        conversation_id = f"{channel}:{uuid.uuid4().hex}"
        self.stored[conversation_id], self.states[conversation_id] = [], "asking"
        return conversation_id

    def claim(self, conversation_id, turn_id, text):
        self._check("claim")
        if conversation_id not in self.stored:
            return FakeClaim("unknown")
        if conversation_id in self.erased:
            return FakeClaim("erased")
        turn = self.turns.setdefault((conversation_id, turn_id), {"text": text, "done": False})
        if turn["done"]:
            replies = tuple(m for m in turn["messages"] if m["from"] != "person")
            return FakeClaim("repeat", replies, turn["state"], len(replies) < len(turn["messages"]))
        if turn.get("claimed"):
            return FakeClaim("busy", state=self.states[conversation_id])
        turn["claimed"] = True
        return FakeClaim("new", state=self.states[conversation_id])

    def finish(self, conversation_id, turn_id, said, replies, state, assessed):
        self._check("finish")
        messages = ([said] if said else []) + replies
        outcome = {"done": True, "messages": messages, "state": state, "assessed": assessed}
        self.turns[(conversation_id, turn_id)].update(outcome)
        self.stored[conversation_id] += messages
        self.states[conversation_id] = state

    def messages(self, conversation_id, after):
        self._check("messages")
        if conversation_id not in self.stored:
            raise NoConversation
        messages = self.stored[conversation_id]
        ids = [message["id"] for message in messages]
        start = ids.index(after) + 1 if after in ids else 0
        return messages[start:], self.states[conversation_id]

    def erase(self, conversation_id):
        self._check("erase")
        self.erased.add(conversation_id)
        self.stored[conversation_id], self.states[conversation_id] = [], "ended"

    def ready(self):
        self._check("ready")
        return True


QUESTION = [
    {
        "custom": {
            "kind": "question_info", "id": "goal", "input": "choice", "why": "It helps me.",
            "progress": {"asked": 1, "at_most": 9}, "free_text": True, "skip": True, "safety": False,
        }
    },
    {
        "text": "What do you want help with?",
        "buttons": [
            {"title": "Treat pain", "payload": "treat_pain"},
            {"title": "Get fit", "payload": "fitness"},
        ],
    },
]  # fmt: skip


@dataclass
class FakeAgent:
    """Answers what `says` returns, after `before` ran."""

    heard: list = field(default_factory=list)
    model_name: str = "toy.tar.gz"
    finished: int = 0

    async def before(self, message):
        return None

    def says(self, message):
        return QUESTION

    def is_ready(self):
        return True

    async def handle_message(self, message):
        self.heard.append(message)
        await self.before(message)
        for utterance in self.says(message):
            await message.output_channel.send_response(message.sender_id, dict(utterance))
        self.finished += 1


@dataclass(frozen=True)
class Flag:
    flag: str
    value: str = "yes"


def screen(text):
    return [Flag("chest_pain_now")] if "chest" in text.lower() else []


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


def web_parts(log, **changed):
    words = {code: f"Words for {code}." for code in STATUS_OF}
    defaults = {
        "turn_log": log,
        "tokens": SessionTokens(KEY, "web"),
        "fail_closed": FailClosed(
            SafetyTexts(SAFETY, EMERGENCY, "Not a diagnosis."),
            screen,
            frozenset({"chest_pain_now"}),
            "sha256:made-up",
        ),
        "replies": Replies(words, EMERGENCY_LINE),
        "other_labels": {"not_sure": "Not sure", "skip": "Skip", "none": "None of these"},
        "change_line": "Change my answer: {topic}",
        "locale": lambda: "en-US",
        "turn_seconds": 1.0,
        "limits": Limits(),
        "stream_times": StreamTimes(life=2.0, heartbeat=0.2, look=0.05),
    }
    return WebParts(**{**defaults, **changed})


CLINIC = dataclasses.replace(load_clinic(DEMO_CLINIC), name="Hill & Dale <Clinic>")


@pytest.fixture
def serve():
    """Call it, with changed parts, to get a client of a running server."""
    running = []
    Sanic.test_mode = True

    def start(agent=None, **changed):
        log, agent = FakeTurnLog(), agent or FakeAgent()
        parts = web_parts(log, **changed)
        name = f"signpost_{uuid.uuid4().hex}"
        front = Front(wording(), CLINIC, parts.allowed_origins)
        app = build_app(agent, Web(parts), parts.replies, front, parts.turn_seconds, name=name)
        server = RunningApp(app).__enter__()
        running.append(server)
        client = Client(server.port, agent, log)
        client.server = server
        return client

    yield start
    for server in running:
        server.__exit__()
    Sanic.test_mode = False


@pytest.fixture
def chat(serve):
    """A client of a server that works."""
    return serve()
