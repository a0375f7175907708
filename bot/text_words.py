"""The words of text messages, with the clinic and its numbers filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot.gsm7 import to_gsm7
from bot.text_menu import menu_text, numbered
from bot.wording import Button, Wording

CONSENT = ("greet", "ask_consent")


@dataclass
class TextWords:
    """`parameters` are what any response may use: clinic_name, clinic_phone, emergency_number, crisis_text.

    They are replaced as a whole when the clinic's settings change.
    """

    words: Wording
    parameters: Mapping[str, str] = field(repr=False)

    def say(self, name: str, **more: str) -> str:
        """`utter_sms_<name>`, in letters a text can carry. Raises UnknownResponse or MissingParameter."""
        return self.whole(f"utter_sms_{name}", **more)

    def whole(self, response: str, **more: str) -> str:
        """A response by its whole id."""
        return to_gsm7(self.words.text(response, **{**self.parameters, **more}))

    def person(self) -> str:
        """How to reach a person."""
        phone = self.parameters["clinic_phone"]
        return self.whole("utter_person_route" if phone else "utter_person_route_no_phone")

    def entries(self, question: str, kind: str, offered: Sequence[Mapping[str, str]]) -> tuple[Button, ...]:
        """The numbered answers of a question, under their short labels."""
        short = {button.payload: button.title for button in self._buttons(question)}
        options = [Button(short.get(option["id"], option["label"]), option["id"]) for option in offered]
        return numbered(question, kind, options, self.words)

    def menu(self, said: str, kind: str, entries: Sequence[Button]) -> str:
        """The question with its answers under it."""
        return to_gsm7(menu_text(said, kind, entries, self.words))

    def resume_menu(self) -> str:
        """The question somebody gets who comes back after hours."""
        return self.menu(self.say("resume"), "choice", self.resume_entries())

    def resume_entries(self) -> tuple[Button, ...]:
        """Its answers, numbered from 1."""
        return self._buttons("resume")

    def told_version(self) -> str:
        """Which wording of the first notice and of the consent question is in use, as 12 hex digits."""
        texts = "\n".join(self.words.template(f"utter_sms_{name}") for name in CONSENT)
        return sha256(texts.encode()).hexdigest()[:12]

    def _buttons(self, question: str) -> tuple[Button, ...]:
        for response in (f"utter_sms_ask_{question}", f"utter_sms_{question}"):
            if self.words.has(response):
                return self.words.buttons(response)
        return ()
