"""What the web channel says of the clinic by itself: the reply to a turn that broke, and every error."""

from __future__ import annotations

from bot.channels.api_error import STATUS_OF
from bot.channels.fail_closed import FailClosed, SafetyTexts
from bot.channels.replies import Replies
from bot.nlu.screening import screen
from bot.server.live_words import Put
from bot.triage.all_content import load_all_content
from bot.triage.clinic import Clinic
from bot.triage.locales import Locale, locale_of
from bot.wording import Wording


class WebClinic:
    """The words, filled in for one clinic; `prepare` makes them ready for another."""

    def __init__(self, words: Wording, clinic: Clinic) -> None:
        content = load_all_content()
        emergency_flags = frozenset(flag.id for flag in content.flags.values() if flag.tier == "T0")
        self._words = words
        self._locale = clinic.locale
        texts = safety_texts(words, clinic)
        self.fail_closed = FailClosed(texts, screen, emergency_flags, content.version)
        self.replies = Replies(*error_words(words, locale_of(clinic.locale)))

    def locale(self) -> str:
        """The clinic's locale, as it is now."""
        return self._locale

    def prepare(self, clinic: Clinic) -> Put:
        """The same for another clinic, ready to be put in place."""
        texts = safety_texts(self._words, clinic)
        errors, line = error_words(self._words, locale_of(clinic.locale))

        def put() -> None:
            self._locale = clinic.locale
            self.fail_closed.say(texts)
            self.replies.say(errors, line)

        return put


def safety_texts(words: Wording, clinic: Clinic) -> SafetyTexts:
    """The fixed words of a turn that broke."""
    locale = locale_of(clinic.locale)
    number, crisis = locale.emergency_number, locale.crisis_text
    person = person_line(words, clinic)
    return SafetyTexts(
        not_assessed=words.text("utter_not_assessed", emergency_number=number, person=person),
        emergency=words.text("utter_emergency_failsafe", emergency_number=number, crisis_text=crisis),
        not_a_diagnosis=words.text("utter_failsafe_not_a_diagnosis"),
    )


def person_line(words: Wording, clinic: Clinic) -> str:
    """How to reach a person at this clinic."""
    line = "utter_failsafe_person_phone" if clinic.phone else "utter_failsafe_person"
    return words.text(line, clinic_name=clinic.name, clinic_phone=clinic.phone)


def error_words(words: Wording, locale: Locale) -> tuple[dict[str, str], str]:
    """What the API says to each error, and the line about emergencies before it."""
    errors = {code: words.text(f"utter_error_{code}") for code in STATUS_OF}
    line = words.text("utter_error_emergency", emergency_number=locale.emergency_number)
    return errors, line
