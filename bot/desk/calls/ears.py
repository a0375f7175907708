"""Hears a caller's words: the lexicons are read once, in the background, and never keep the desk from starting."""

from __future__ import annotations

import logging
from datetime import date
from threading import Lock, Thread

from bot.desk.calls.what_counts import Entity
from bot.triage.content import load_content
from bot.triage.endings import endings

log = logging.getLogger(__name__)

_EXAMPLE = "my knee hurts"
_lock = Lock()


def listen_to(words: str, today: date) -> tuple[Entity, ...] | None:
    """What the words tell; None when they could not be read, so that a person must judge them.

    The first call waits until the lexicons are read.
    """
    if not words:
        return ()
    try:
        with _lock:
            # Importing spaCy takes longer than all else the front desk does before it listens.
            from bot.desk.calls.hearing_words import entities_in

            return entities_in(words, today)
    except Exception as error:  # noqa: BLE001 - fail closed: whatever broke, staff must be told to judge the words
        log.error("the words of a caller could not be read: %s", type(error).__name__)
        return None


def warm_up() -> Thread:
    """Read the lexicons and compile the content beside everything else."""
    thread = Thread(target=_read_all, name="warm-up", daemon=True)
    thread.start()
    return thread


def _read_all() -> None:
    listen_to(_EXAMPLE, date(2026, 1, 1))
    endings(load_content())
