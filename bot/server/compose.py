"""Put the web channel together from the parts that may not know each other."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic

from bot.channels.choices import OTHER_ANSWERS
from bot.channels.tokens import SessionTokens
from bot.channels.turn_log import Message, NoConversation
from bot.channels.web import CHANNEL, Web, WebParts
from bot.nlu.screening import screen
from bot.rasa_seams.agent import harden, require_store
from bot.server import quiet_logs
from bot.server.live_words import LiveWords
from bot.server.stored_links import StoredLinks
from bot.server.web_clinic import WebClinic
from bot.settings import Settings, settings
from bot.speech.audience import Audience
from bot.speech.phrases import phrase, with_or_without_phone
from bot.store.database import Database, database
from bot.store.errors import UnknownConversation
from bot.store.live_clinic import LiveClinic
from bot.store.tracker_store import SignpostTrackerStore
from bot.store.turns import StoredTurns
from bot.this_clinic import clinic_of, follow
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

    live: LiveWords | None = None

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel on the settings of this process."""
        live = live_words(settings())
        channel = cls(web_parts(settings(), database(), wording(), live))
        channel.live = live
        return channel

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, on an agent that fails closed, which Rasa's own does not."""
        api = super().blueprint(on_new_message)
        if self.live is not None:
            self.live.renew_while_running(api)

        @api.listener("after_server_start")
        async def fail_closed(app: Sanic, _: Any) -> None:
            quiet_logs.configure()
            harden(app.ctx.agent)
            require_store(app.ctx.agent, SignpostTrackerStore)

        return api


def live_words(chosen: Settings) -> LiveWords:
    """Nothing yet; what is added says the clinic of these settings, as it is now."""
    return LiveWords(lambda: clinic_of(chosen))


def web_parts(chosen: Settings, store: Database, words: Wording, live: LiveWords | None = None) -> WebParts:
    """Everything the web channel needs. Raises when a word, number or rule is missing.

    From here on this process speaks for the clinic as the front desk last saved it; with `live`, also the
    fixed words of the channel follow it.
    """
    follow(LiveClinic(store))
    screen("")  # reads its rules now: an error in them shows here, and no first person waits
    stale_after = max(LEAST_STALE_SECONDS, STALE_AFTER_DEADLINES * chosen.turn_seconds)
    said = WebClinic(words, clinic_of(chosen))
    if live is not None:
        live.add(said.prepare)
    return WebParts(
        turn_log=LoggedTurns(store, stale_after=stale_after, lapse_notice=lapse_notice),
        tokens=SessionTokens(base64.urlsafe_b64decode(chosen.key), CHANNEL),
        fail_closed=said.fail_closed,
        replies=said.replies,
        other_labels={other: words.text(f"utter_option_{other}") for other in OTHER_ANSWERS},
        change_line=words.text("utter_change_asked", topic="{topic}"),
        locale=said.locale,
        turn_seconds=chosen.turn_seconds,
        allowed_origins=chosen.allowed_origins,
        links=StoredLinks(store, chosen.key) if chosen.sms is not None else None,
    )


def lapse_notice(channel: str, locale: str) -> str:
    """What a person hears whom staff left without an answer."""
    return phrase(Audience(locale, channel), with_or_without_phone("utter_with_person_lapsed"))
