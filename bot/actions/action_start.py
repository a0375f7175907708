"""Opens a conversation: who this is, what it is not, and the emergency number."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.consent import record_consent
from bot.actions.speech import audience_of, say
from bot.speech.phrases import standing_parameters
from bot.this_clinic import this_clinic


class ActionStart(Action):
    """Greets and sets what the wording needs. Consent given with the session is kept."""

    def name(self) -> str:
        return "action_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        metadata = tracker.latest_message.get("metadata") or {}
        tracker.slots["locale"] = metadata.get("locale") or this_clinic().locale
        say(dispatcher, tracker, "utter_greet")
        parameters = standing_parameters(audience_of(tracker))
        events = [SlotSet("locale", tracker.slots["locale"])]
        events += [
            SlotSet(name, parameters[name]) for name in ("clinic_name", "clinic_phone", "emergency_number")
        ]
        if metadata.get("consent") is True:
            record_consent(tracker)
            events.append(SlotSet("consent", "yes"))
        return events
