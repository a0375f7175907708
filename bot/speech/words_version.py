"""A short name for the exact wording that somebody agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from bot.speech.phrases import on_channel
from bot.wording import wording

DIGITS = 12


def version_of(responses: Iterable[str], channel: str | None) -> str:
    """The version of these responses on that channel: it changes with every letter of them."""
    texts = "\n".join(wording().template(on_channel(response, channel)) for response in responses)
    return sha256(texts.encode()).hexdigest()[:DIGITS]
