"""What the pages and the widget are made with: the words, the clinic and its country's numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from bot.server.call_numbers import emergency_tel
from bot.triage.clinic import Clinic
from bot.triage.locales import DEFAULT, Locale, locale_of
from bot.wording import Wording

Made = TypeVar("Made")


@dataclass
class Part(Generic[Made]):
    """Something made of a front, and how to make it of another."""

    make: Callable[[Front], Made]
    latest: Made


@dataclass
class Front:
    """One clinic's front. `allowed_origins` are the other sites that may load the widget, exact.

    The clinic is replaced when its settings change, with everything that was made of the front before.
    """

    words: Wording
    clinic: Clinic
    allowed_origins: Collection[str] = ()
    _parts: list[Part[Any]] = field(default_factory=list, init=False, repr=False, compare=False)

    def kept(self, make: Callable[[Front], Made]) -> Callable[[], Made]:
        """What `make` makes of this front: made now, and again for each later clinic. Call it for the latest."""
        part = Part(make, make(replace(self)))
        self._parts.append(part)
        return lambda: part.latest

    def prepare(self, clinic: Clinic) -> Callable[[], None]:
        """Make everything for this clinic, and return what puts it in place. Raises what a `make` raises."""
        other = replace(self, clinic=clinic)
        made = [(part, part.make(other)) for part in self._parts]

        def put() -> None:
            self.clinic = clinic
            for part, value in made:
                part.latest = value

        return put

    @property
    def locale(self) -> Locale:
        """The numbers of the clinic's country."""
        return locale_of(self.clinic.locale)

    @property
    def lang(self) -> str:
        """The language of all words, as a language tag."""
        return "en" if self.clinic.locale == DEFAULT else self.clinic.locale

    @property
    def emergency_tel(self) -> str:
        """The emergency number as a link dials it."""
        return emergency_tel(self.locale.emergency_number)

    def said(self, prefix: str, **filled_later: str) -> dict[str, str]:
        """Every response whose id starts so, by its whole id, filled as in `say`."""
        named = sorted(name for name in self.words.ids() if name.startswith(prefix))
        return {name: self.say(name, **filled_later) for name in named}

    def say(self, response: str, **filled_later: str) -> str:
        """A response with the clinic and its numbers filled in.

        `filled_later` says what stands for the blanks a script fills. Raises MissingParameter for any
        other blank.
        """
        params = {
            "clinic_name": self.clinic.name,
            "clinic_phone": self.clinic.phone,
            "emergency_number": self.locale.emergency_number,
            "crisis_text": self.locale.crisis_text,
        }
        return self.words.text(response, **params, **filled_later)
