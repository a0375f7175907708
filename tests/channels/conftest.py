"""A web channel on a free port of this machine, with an agent and a turn log that can be broken."""

import dataclasses
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
from bot.channels.web import Web, WebParts
from bot.server.app import build_app
from bot.server.front import Front
from bot.settings import DEMO_CLINIC
from bot.triage.clinic import load_clinic
from bot.wording import wording
from tests.channels.fake_turn_log import FakeTurnLog
from tests.channels.running_app import Client, RunningApp

SAFETY = "Call 911. I could not check that. Send it again."
EMERGENCY = "Call 911 now."
EMERGENCY_LINE = "In danger, call 911."
KEY = bytes(range(32))


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
