"""Who is spoken to: in which country, and on which channel."""

from __future__ import annotations

from dataclasses import dataclass

STRUCTURED_CHANNELS = frozenset({"web", "sms"})
TEXT_MESSAGES = "sms"
FRONT_DESK = "desk"
WITH_OWN_WORDS = frozenset({TEXT_MESSAGES, FRONT_DESK})
"""Channels that say some things in words of their own: `utter_sms_x` stands in for `utter_x`."""


@dataclass(frozen=True)
class Audience:
    """`locale` empty: the clinic's own. `channel` None: one that shows nothing but text."""

    locale: str = ""
    channel: str | None = None

    @property
    def shows_structure(self) -> bool:
        """Whether the channel shows questions and results as more than text."""
        return self.channel in STRUCTURED_CHANNELS
