"""Saying things: responses with their parameters, and structured parts for channels that show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.this_clinic import this_clinic
from bot.triage.locales import locale_of
from bot.wording import wording

STRUCTURED_CHANNELS = frozenset({"web", "sms"})
TEXT_MESSAGES = "sms"


def standing_parameters(tracker: Tracker) -> dict[str, str]:
    """Parameters any response may use: the clinic, and the locale's numbers."""
    clinic = this_clinic()
    locale = locale_of(str(tracker.slots.get("locale") or clinic.locale))
    return {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "emergency_number": locale.emergency_number,
        "crisis_line": locale.crisis_line,
        "crisis_text": locale.crisis_text,
        "poison_line": locale.poison_line,
        "abuse_line": locale.abuse_line,
        "same_day_line": locale.same_day_line,
    }


def phrase(tracker: Tracker, response: str, **parameters: str) -> str:
    """The text of a response with its parameters filled."""
    response = on_channel(response, tracker.get_latest_input_channel())
    return wording().text(response, **{**standing_parameters(tracker), **parameters})


def on_channel(response: str, channel: str | None) -> str:
    """The response that says this on that channel: text messages have shorter ones, which repeat nothing
    that a person told."""
    short = response.replace("utter_", "utter_sms_", 1)
    return short if channel == TEXT_MESSAGES and wording().has(short) else response


def with_or_without_phone(response: str) -> str:
    """The response to use, given that the clinic may not have told us a phone number."""
    return response if this_clinic().phone else f"{response}_no_phone"


def say(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    response: str,
    data: Mapping[str, Any] | None = None,
    **parameters: str,
) -> None:
    """Say a response; `data` rides along for channels that can show more than text."""
    say_text(dispatcher, tracker, phrase(tracker, response, **parameters), data)


def say_emergency_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """After an emergency nothing else is answered: help comes first. False when there was none."""
    if tracker.slots.get("outcome") != "emergency":
        return False
    say(dispatcher, tracker, "utter_still_emergency")
    return True


def say_text(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    text: str,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Say words that were put together from responses."""
    if data is not None and shows_structure(tracker):
        dispatcher.utter_message(text=text, json_message=dict(data))
    else:
        dispatcher.utter_message(text=text)


def tell_channel(dispatcher: CollectingDispatcher, tracker: Tracker, data: Mapping[str, Any]) -> None:
    """Send structured data without words, to channels that can use it."""
    if shows_structure(tracker):
        dispatcher.utter_message(json_message=dict(data))


def shows_structure(tracker: Tracker) -> bool:
    """Whether the person's channel shows questions and results as more than text."""
    return tracker.get_latest_input_channel() in STRUCTURED_CHANNELS
