"""Put the text-message channel together from the parts that may not know each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint

from bot.channels.off_loop import OffLoop
from bot.channels.sms.channel import Sms, SmsParts
from bot.channels.sms.dialogue import SmsDialogue
from bot.channels.sms.dialogue_state import Dialogue, NumberState
from bot.channels.sms.exchange import Exchange
from bot.channels.sms.keywords import command_in, keyword_in
from bot.channels.sms.transport import Pace
from bot.channels.turns import Turns
from bot.nlu.screening import screen
from bot.server.compose import live_words
from bot.server.live_words import LiveWords
from bot.server.sms_providers import provider_of
from bot.server.stored_links import StoredLinks
from bot.server.stored_texts import StoredTexts
from bot.server.text_clinic import TextClinic, parameters_of
from bot.settings import Settings, settings
from bot.store.database import Database, database
from bot.text_words import TextWords
from bot.this_clinic import clinic_of
from bot.wording import Wording, wording

CONTINUE_PATH = "/talk/continue"


class KeptNumbers:
    """The state of a number, stored in the middle of a turn without holding up the others."""

    def __init__(self, store: StoredTexts) -> None:
        self._store = store
        self._off_loop = OffLoop("numbers", threads=2)

    async def keep(self, number: NumberState) -> None:
        """Store the state now. Raises what the store raises, or asyncio.TimeoutError."""
        await self._off_loop(self._store.keep, number)


class ComposedSms(Sms):
    """The channel as credentials.yml names it, for stock `rasa run`. It needs the web channel beside it."""

    live: LiveWords | None = None

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel on the settings of this process; without routes where no carrier is set."""
        live = live_words(settings())
        channel = cls(sms_parts(settings(), database(), wording(), live))
        channel.live = live
        return channel

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, whose words follow the clinic's settings."""
        routes = super().blueprint(on_new_message)
        if self.live is not None and self.parts is not None:
            self.live.renew_while_running(routes)
        return routes


def sms_parts(
    chosen: Settings, store: Database, words: Wording, live: LiveWords | None = None
) -> SmsParts | None:
    """Everything the channel needs; None where no carrier is set. Raises when a word or key is missing.

    With `live` its words follow the clinic's settings.
    """
    if chosen.sms is None:
        return None
    texts, said = StoredTexts(store, chosen.key), TextClinic(words, clinic_of(chosen))
    if live is not None:
        live.add(said.prepare)
    return SmsParts(
        provider=provider_of(chosen.sms),
        store=texts,
        dialogue=_dialogue(chosen, store, texts, said),
        stands_alone=stands_alone,
        safety=said.safety,
        pace=Pace(join=chosen.sms.join_seconds, catch_up=chosen.sms.catch_up_seconds),
    )


def text_words(chosen: Settings, words: Wording) -> TextWords:
    """The words of text messages for this clinic and its country."""
    return TextWords(words, parameters_of(clinic_of(chosen)))


def stands_alone(text: str) -> bool:
    """Whether a text is a word for the carrier or a command of ours, never joined with other texts."""
    return keyword_in(text) is not None or command_in(text) is not None


def hears_danger(text: str) -> bool:
    """Whether the words may hold a sign of danger."""
    return any(flag.value == "yes" for flag in screen(text))


def _dialogue(
    chosen: Settings, store: Database, texts: StoredTexts, said: TextClinic
) -> Callable[[Turns], Dialogue]:
    assert chosen.sms is not None
    address = f"{chosen.sms.public_url}{CONTINUE_PATH}"
    links = StoredLinks(store, chosen.key)

    def dialogue(turns: Turns) -> Dialogue:
        exchange = Exchange(turns, said.words, said.locale, links, address)
        return SmsDialogue(exchange, said.words, KeptNumbers(texts), hears_danger)

    return dialogue
