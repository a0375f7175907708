"""What a person hears when their turn could not be assessed."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.channels.turn_log import Message

log = logging.getLogger(__name__)


class FlagFound(Protocol):
    """A red flag somebody's words may hold; `value` is yes or no."""

    @property
    def flag(self) -> str:
        """The flag's id."""

    @property
    def value(self) -> str:
        """yes or no. Sure and doubtful count alike here."""


@dataclass(frozen=True)
class SafetyTexts:
    """The fixed words, filled in before anybody needs them, so that saying them cannot fail."""

    not_assessed: str
    emergency: str
    not_a_diagnosis: str


class FailClosed:
    """Makes the reply to a turn that broke: never silence, and an emergency first if there is one.

    `screen` looks for red flags in words without Rasa; `emergency_flags` are the ids of tier T0 in the
    content of `content_version`.
    """

    def __init__(
        self,
        texts: SafetyTexts,
        screen: Callable[[str], Iterable[FlagFound]],
        emergency_flags: frozenset[str],
        content_version: str,
    ) -> None:
        self._texts = texts
        self._screen = screen
        self._emergency_flags = emergency_flags
        self._content_version = content_version

    def say(self, texts: SafetyTexts) -> None:
        """Say these from now on, as for a clinic whose phone has changed."""
        self._texts = texts

    def replies(self, words: str, choices: Iterable[str] = ()) -> list[Message]:
        """The fixed reply to what a person wrote or chose."""
        safety: Message = {"kind": "notice", "text": self._texts.not_assessed}
        return [*self.emergency(words, choices), safety]

    def emergency(self, words: str, choices: Iterable[str] = ()) -> list[Message]:
        """The fixed emergency message if what a person wrote or chose holds one; otherwise none."""
        return [self._emergency()] if self._emergency_flags_in(words, choices) else []

    def hears_danger(self, words: str) -> bool:
        """Whether words hold a red flag, however urgent; so too when they cannot be screened."""
        try:
            return any(flag.value == "yes" for flag in self._screen(words))
        except Exception as error:  # noqa: BLE001 fail closed: what could not be screened counts as danger
            log.error("screening words failed: %s", type(error).__name__)
            return True

    def _emergency_flags_in(self, words: str, choices: Iterable[str]) -> frozenset[str]:
        chosen = self._emergency_flags.intersection(choices)
        try:
            found = {flag.flag for flag in self._screen(words) if flag.value == "yes"}
        except Exception as error:  # noqa: BLE001 the last line of defence must not break itself
            log.error("screening after a failed turn failed: %s", type(error).__name__)
            return chosen
        return chosen | (self._emergency_flags & found)

    def _emergency(self) -> Message:
        text = self._texts.emergency
        result: Message = {
            "outcome": "emergency",
            "tier": "T0",
            "professional": None,
            "where": "none",
            "alternates": [],
            "excluded": [],
            "destination": text,
            "clearance_needed": False,
            "reasons": [],
            "facts": [],
            "would_change": [],
            "urgent_signs": [],
            "next_steps": [text],
            "not_a_diagnosis": self._texts.not_a_diagnosis,
            "content_version": self._content_version,
        }
        return {"kind": "emergency", "text": text, "result": result}
