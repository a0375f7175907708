"""Saying things in a conversation: responses, and structured parts for channels that show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.speech.audience import Audience
from bot.speech.phrases import phrase


def audience_of(tracker: Tracker) -> Audience:
    """Who talks in this conversation."""
    return Audience(str(tracker.slots.get("locale") or ""), tracker.get_latest_input_channel())


def say(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    response: str,
    data: Mapping[str, Any] | None = None,
    **parameters: str,
) -> None:
    """Say a response; `data` rides along for channels that can show more than text."""
    say_text(dispatcher, tracker, phrase(audience_of(tracker), response, **parameters), data)


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
    if data is not None and audience_of(tracker).shows_structure:
        dispatcher.utter_message(text=text, json_message=dict(data))
    else:
        dispatcher.utter_message(text=text)


def tell_channel(dispatcher: CollectingDispatcher, tracker: Tracker, data: Mapping[str, Any]) -> None:
    """Send structured data without words, to channels that can use it."""
    if audience_of(tracker).shows_structure:
        dispatcher.utter_message(json_message=dict(data))
