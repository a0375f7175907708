"""What a person agreed to: which wording of the notice and of the question, and when."""

from __future__ import annotations

from rasa_sdk import Tracker

from bot.speech.words_version import version_of
from bot.store.audit import record
from bot.store.database import database

AGREED_TO = ("utter_greet", "utter_ask_consent")


def consent_version(channel: str | None) -> str:
    """The version of the wording on that channel: it changes with every letter of it."""
    return version_of(AGREED_TO, channel)


def record_consent(tracker: Tracker) -> None:
    """Note in the audit that consent was given, to which wording and on which channel."""
    channel = tracker.get_latest_input_channel() or "web"
    with database().session() as session:
        detail = f"channel={channel},version={consent_version(channel)}"
        record(session, "consent_given", tracker.sender_id, detail)
