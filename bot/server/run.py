"""Load everything, then listen."""

import logging
import socket
import sys
from typing import Any

from sanic import Sanic

from bot.channels.sms.channel import Sms
from bot.channels.web import Web
from bot.listening import address_of, listen
from bot.rasa_seams import patches
from bot.rasa_seams.agent import BotAgent, NoModel, load_agent, require_store
from bot.rasa_seams.conversation_lock import ConversationLocks
from bot.rasa_seams.in_process_actions import ActionsNotLoaded, InProcessActions
from bot.server import quiet_logs
from bot.server.app import build_app
from bot.server.compose import live_words, web_parts
from bot.server.compose_sms import sms_parts
from bot.server.front import Front
from bot.settings import Settings, SettingsError, settings
from bot.store.database import Database, database
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate
from bot.store.tracker_store import SignpostTrackerStore
from bot.this_clinic import clinic_of
from bot.triage.content import load_content
from bot.triage.evidence import Case
from bot.triage.interview import next_question
from bot.triage.rows import ContentError
from bot.wording import WordingError, wording

log = logging.getLogger(__name__)
ACTIONS = "bot.actions"
CANNOT_START = (
    SettingsError, StoreUnavailable, ContentError, WordingError, NoModel, ActionsNotLoaded, OSError,
)  # fmt: skip


def main() -> int:
    """Serve until stopped; 1, with the reason on one line, when that cannot start."""
    quiet_logs.configure()
    try:
        chosen = settings()
        listening = listen(chosen.host, chosen.port, "SIGNPOST_HOST and SIGNPOST_PORT")
        migrate(chosen.database_url)
        app = serve(chosen, database(), listening)
    except CANNOT_START as error:
        sys.stderr.write(f"{error}\n")
        return 1
    quiet_logs.set_levels()
    app.run(sock=listening, access_log=False, motd=False)
    return 0


def chat_agent(chosen: Settings, store: Database) -> BotAgent:
    """The newest model on our store, locks and actions."""
    agent = load_agent(
        chosen.models_dir,
        tracker_store=SignpostTrackerStore(None, store=store),
        lock_store=ConversationLocks(wait_seconds=chosen.turn_seconds),
        action_endpoint=InProcessActions(ACTIONS),
    )
    require_store(agent, SignpostTrackerStore)
    patches.install()
    # The core's first question takes seconds, and the next ones milliseconds: no person waits.
    next_question(Case(), load_content())
    return agent


def serve(chosen: Settings, store: Database, listening: socket.socket) -> Sanic:
    """The app, ready to run on that socket; it prints the address once it answers."""
    words, live = wording(), live_words(chosen)
    parts = web_parts(chosen, store, words, live)
    front = Front(words, clinic_of(chosen), chosen.allowed_origins)
    live.add(front.prepare)
    app = build_app(
        chat_agent(chosen, store),
        Web(parts),
        parts.replies,
        front,
        chosen.turn_seconds,
        sms=Sms(sms_parts(chosen, store, words, live)),
    )

    async def say_address(app: Sanic, _: Any) -> None:
        sys.stdout.write(f"Signpost is ready: {address_of(listening)}\n")
        sys.stdout.flush()

    async def close(app: Sanic, _: Any) -> None:
        app.ctx.agent.action_endpoint.close()
        store.dispose()

    live.renew_while_running(app)
    app.register_listener(say_address, "after_server_start")
    app.register_listener(close, "after_server_stop")
    return app
