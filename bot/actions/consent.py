"""What a person agreed to: which wording of the notice and of the question, and when."""

from __future__ import annotations

from hashlib import sha256

from rasa_sdk import Tracker

from bot.speech.phrases import on_channel
from bot.store.audit import record
from bot.store.database import database
from bot.wording import wording

AGREED_TO = ("utter_greet", "utter_ask_consent")
VERSION_DIGITS = 12


def consent_version(channel: str | None) -> str:
    """The version of the wording on that channel: it changes with every letter of it."""
    texts = "\n".join(wording().template(on_channel(response, channel)) for response in AGREED_TO)
    return sha256(texts.encode()).hexdigest()[:VERSION_DIGITS]


def record_consent(tracker: Tracker) -> None:
    """Note in the audit that consent was given, to which wording and on which channel."""
    channel = tracker.get_latest_input_channel() or "web"
    with database().session() as session:
        detail = f"channel={channel},version={consent_version(channel)}"
        record(session, "consent_given", tracker.sender_id, detail)
