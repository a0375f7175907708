"""Put the text-message channel together from the parts that may not know each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import InputChannel

from bot.channels.off_loop import OffLoop
from bot.channels.sms.channel import Sms, SmsParts
from bot.channels.sms.dialogue import SmsDialogue
from bot.channels.sms.dialogue_state import Dialogue, NumberState
from bot.channels.sms.exchange import Exchange
from bot.channels.sms.keywords import command_in, keyword_in
from bot.channels.sms.transport import Pace
from bot.channels.turns import Turns
from bot.nlu.screening import screen
from bot.server.sms_providers import provider_of
from bot.server.stored_links import StoredLinks
from bot.server.stored_texts import StoredTexts
from bot.settings import Settings, settings
from bot.store.database import Database, database
from bot.text_words import TextWords
from bot.this_clinic import clinic_of
from bot.triage.locales import locale_of
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

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """The channel on the settings of this process; without routes where no carrier is set."""
        return cls(sms_parts(settings(), database(), wording()))


def sms_parts(chosen: Settings, store: Database, words: Wording) -> SmsParts | None:
    """Everything the channel needs; None where no carrier is set. Raises when a word or key is missing."""
    if chosen.sms is None:
        return None
    texts, said = StoredTexts(store, chosen.key), text_words(chosen, words)
    return SmsParts(
        provider=provider_of(chosen.sms),
        store=texts,
        dialogue=_dialogue(chosen, store, texts, said),
        stands_alone=stands_alone,
        safety=said.say("not_assessed"),
        pace=Pace(join=chosen.sms.join_seconds, catch_up=chosen.sms.catch_up_seconds),
    )


def text_words(chosen: Settings, words: Wording) -> TextWords:
    """The words of text messages for this clinic and its country."""
    clinic = clinic_of(chosen)
    locale = locale_of(clinic.locale)
    parameters = {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "emergency_number": locale.emergency_number,
        "crisis_text": locale.crisis_text,
    }
    return TextWords(words, parameters)


def stands_alone(text: str) -> bool:
    """Whether a text is a word for the carrier or a command of ours, never joined with other texts."""
    return keyword_in(text) is not None or command_in(text) is not None


def hears_danger(text: str) -> bool:
    """Whether the words may hold a sign of danger."""
    return any(flag.value == "yes" for flag in screen(text))


def _dialogue(
    chosen: Settings, store: Database, texts: StoredTexts, words: TextWords
) -> Callable[[Turns], Dialogue]:
    assert chosen.sms is not None
    address = f"{chosen.sms.public_url}{CONTINUE_PATH}"
    links = StoredLinks(store, chosen.key)
    locale = clinic_of(chosen).locale

    def dialogue(turns: Turns) -> Dialogue:
        exchange = Exchange(turns, words, locale, links, address)
        return SmsDialogue(exchange, words, KeptNumbers(texts), hears_danger)

    return dialogue
