"""A process is killed after Rasa stored a turn and before the turn log did; the turn is run again."""

import asyncio
import base64
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from rasa.shared.core.events import UserUttered

from bot.channels.request_body import TurnRequest
from bot.channels.turns import Turns
from bot.rasa_seams.agent import load_agent
from bot.rasa_seams.conversation_lock import ConversationLocks
from bot.rasa_seams.in_process_actions import InProcessActions
from bot.server.compose import web_parts
from bot.settings import read_settings
from bot.store.database import Database
from bot.store.tracker_store import SignpostTrackerStore
from bot.store.turn_rows import leave_claim
from bot.wording import wording

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
# Opens a conversation, and dies at the end of its first turn, when the tracker is stored.
DIES = """
    import os, signal, sys
    from bot.rasa_seams import without_tensorflow
    without_tensorflow.install()
    import asyncio
    from bot.channels.request_body import SessionRequest, TurnRequest
    from bot.channels.turns import Turns
    from bot.server.compose import web_parts
    from bot.server.run import chat_agent
    from bot.settings import settings
    from bot.store.database import database
    from bot.store.migrate import migrate
    from bot.wording import wording

    migrate(settings().database_url)
    parts = web_parts(settings(), database(), wording())
    agent = chat_agent(settings(), database())

    async def story():
        turns = Turns(parts.turn_log, agent.handle_message, parts.fail_closed, parts.other_labels,
                      parts.change_line, "web", 60.0, 8)
        conversation, _ = await turns.open(SessionRequest(None, None), "en-US")
        print('opened', conversation, flush=True)
        parts.turn_log.finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        await turns.take(conversation, TurnRequest("t1", text=sys.argv[1]))

    asyncio.run(story())
"""


@pytest.fixture
def environ(tmp_path):
    """Settings of a process of its own."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")},
        "PYTHONPATH": str(ROOT),
        "SIGNPOST_MODE": "demo",
        "SIGNPOST_KEY": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "SIGNPOST_DATABASE_URL": f"sqlite:///{tmp_path / 'killed.db'}",
    }


def test_the_words_are_not_taken_for_the_answer_to_the_next_question(environ):
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(DIES), KNEE]
    died = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=180)
    assert died.returncode == -signal.SIGKILL, died.stderr[-2000:]
    conversation = re.search(r"^opened (\S+)$", died.stdout, re.MULTILINE)[1]

    chosen = read_settings(environ)
    store = Database(chosen.database_url, chosen.key)
    trackers = SignpostTrackerStore(None, store=store)
    agent = load_agent(
        chosen.models_dir, tracker_store=trackers, lock_store=ConversationLocks(),
        action_endpoint=InProcessActions("bot.actions"),
    )  # fmt: skip
    parts = web_parts(chosen, store, wording())

    async def again():
        turns = Turns(
            parts.turn_log, agent.handle_message, parts.fail_closed, parts.other_labels, parts.change_line,
            "web", 60.0, 8,
        )  # fmt: skip
        before = await trackers.retrieve(conversation)
        with store.session() as session:
            leave_claim(session, conversation, "t1")
        answer = await turns.take(conversation, TurnRequest("t1", text=KNEE))
        return before, answer, await trackers.retrieve(conversation)

    before, answer, after = asyncio.run(again())
    store.dispose()
    heard = [event.text for event in after.events if isinstance(event, UserUttered) and event.text == KNEE]
    assert heard == [KNEE]
    assert len(after.events) == len(before.events)
    assert answer.stored
    assert answer.messages[-1]["kind"] == "question"
