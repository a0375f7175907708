"""What text messages say of the clinic, by themselves and around what the conversation says."""

from __future__ import annotations

from bot.server.live_words import Put
from bot.text_words import TextWords
from bot.triage.clinic import Clinic
from bot.triage.locales import locale_of
from bot.wording import Wording


class TextClinic:
    """The words, filled in for one clinic; `prepare` makes them ready for another."""

    def __init__(self, words: Wording, clinic: Clinic) -> None:
        self.words = TextWords(words, parameters_of(clinic))
        self._locale = clinic.locale
        self._safety = self.words.say("not_assessed")

    def locale(self) -> str:
        """The clinic's locale, as it is now."""
        return self._locale

    def safety(self) -> str:
        """The text for when nothing can be stored, filled in already."""
        return self._safety

    def prepare(self, clinic: Clinic) -> Put:
        """The same for another clinic, ready to be put in place."""
        parameters = parameters_of(clinic)
        safety = TextWords(self.words.words, parameters).say("not_assessed")

        def put() -> None:
            self.words.parameters = parameters
            self._locale, self._safety = clinic.locale, safety

        return put


def parameters_of(clinic: Clinic) -> dict[str, str]:
    """What any text message may say of a clinic and its country."""
    locale = locale_of(clinic.locale)
    return {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "emergency_number": locale.emergency_number,
        "crisis_text": locale.crisis_text,
    }
