"""Put the web channel together from the parts that may not know each other."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic

from bot.channels.api_error import STATUS_OF
from bot.channels.choices import OTHER_ANSWERS
from bot.channels.fail_closed import FailClosed, SafetyTexts
from bot.channels.replies import Replies
from bot.channels.tokens import SessionTokens
from bot.channels.turn_log import Message, NoConversation
from bot.channels.web import CHANNEL, Web, WebParts
from bot.nlu.screening import screen
from bot.rasa_seams.agent import harden, require_store
from bot.server import quiet_logs
from bot.server.stored_links import StoredLinks
from bot.settings import Settings, settings
from bot.speech.audience import Audience
from bot.speech.phrases import phrase, with_or_without_phone
from bot.store.database import Database, database
from bot.store.errors import UnknownConversation
from bot.store.live_clinic import LiveClinic
from bot.store.tracker_store import SignpostTrackerStore
from bot.store.turns import StoredTurns
from bot.this_clinic import clinic_of, follow
from bot.triage.all_content import load_all_content
from bot.triage.locales import Locale, locale_of
from bot.wording import Wording, wording

# A claim may only count as left behind when its turn cannot be running any more.
STALE_AFTER_DEADLINES = 3
LEAST_STALE_SECONDS = 60.0


class LoggedTurns(StoredTurns):
    """The store's turns, with the error the channels know."""

    def messages(self, conversation_id: str, after: str | None) -> tuple[list[Message], str]:
        """As in StoredTurns. Raises NoConversation."""
        try:
            return super().messages(conversation_id, after)
        except UnknownConversation:
            raise NoConversation from None

    def erase(self, conversation_id: str) -> None:
        """As in StoredTurns. Raises NoConversation."""
        try:
            super().erase(conversation_id)
        except UnknownConversation:
            raise NoConversation from None


class ComposedWeb(Web):
    """The web channel as credentials.yml names it, for stock `rasa run`."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel on the settings of this process."""
        return cls(web_parts(settings(), database(), wording()))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, on an agent that fails closed, which Rasa's own does not."""
        api = super().blueprint(on_new_message)

        @api.listener("after_server_start")
        async def fail_closed(app: Sanic, _: Any) -> None:
            quiet_logs.configure()
            harden(app.ctx.agent)
            require_store(app.ctx.agent, SignpostTrackerStore)

        return api


def web_parts(chosen: Settings, store: Database, words: Wording) -> WebParts:
    """Everything the web channel needs. Raises when a word, number or rule is missing.

    From here on this process speaks for the clinic as the front desk last saved it.
    """
    follow(LiveClinic(store))
    clinic = clinic_of(chosen)
    locale = locale_of(clinic.locale)
    screen("")  # reads its rules now: an error in them shows here, and no first person waits
    stale_after = max(LEAST_STALE_SECONDS, STALE_AFTER_DEADLINES * chosen.turn_seconds)
    content = load_all_content()
    emergency_flags = frozenset(flag.id for flag in content.flags.values() if flag.tier == "T0")
    texts = safety_texts(chosen, words, locale)
    return WebParts(
        turn_log=LoggedTurns(store, stale_after=stale_after, lapse_notice=lapse_notice),
        tokens=SessionTokens(base64.urlsafe_b64decode(chosen.key), CHANNEL),
        fail_closed=FailClosed(texts, screen, emergency_flags, content.version),
        replies=replies(words, locale),
        other_labels={other: words.text(f"utter_option_{other}") for other in OTHER_ANSWERS},
        change_line=words.text("utter_change_asked", topic="{topic}"),
        locale=clinic.locale,
        turn_seconds=chosen.turn_seconds,
        allowed_origins=chosen.allowed_origins,
        links=StoredLinks(store, chosen.key) if chosen.sms is not None else None,
    )


def lapse_notice(channel: str, locale: str) -> str:
    """What a person hears whom staff left without an answer."""
    return phrase(Audience(locale, channel), with_or_without_phone("utter_with_person_lapsed"))


def safety_texts(chosen: Settings, words: Wording, locale: Locale) -> SafetyTexts:
    """The fixed words of a turn that broke."""
    number, crisis = locale.emergency_number, locale.crisis_text
    person = person_line(chosen, words)
    return SafetyTexts(
        not_assessed=words.text("utter_not_assessed", emergency_number=number, person=person),
        emergency=words.text("utter_emergency_failsafe", emergency_number=number, crisis_text=crisis),
        not_a_diagnosis=words.text("utter_failsafe_not_a_diagnosis"),
    )


def person_line(chosen: Settings, words: Wording) -> str:
    """How to reach a person at this clinic."""
    clinic = clinic_of(chosen)
    line = "utter_failsafe_person_phone" if clinic.phone else "utter_failsafe_person"
    return words.text(line, clinic_name=clinic.name, clinic_phone=clinic.phone)


def replies(words: Wording, locale: Locale) -> Replies:
    """The API's responses with their words."""
    errors = {code: words.text(f"utter_error_{code}") for code in STATUS_OF}
    line = words.text("utter_error_emergency", emergency_number=locale.emergency_number)
    return Replies(errors, line)
