"""Leaves the name and the way to be reached with the front desk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.speech import say, tell_channel
from bot.actions.validate_handoff_form import declined
from bot.store.audit import record
from bot.store.contacts import save_contact
from bot.store.database import database

DONE = {"kind": "state", "state": "done"}


class ActionCompleteHandoff(Action):
    """Stores the contact, once, and says what happens next. Silent when there was no offer."""

    def name(self) -> str:
        return "action_complete_handoff"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        name, reach = tracker.slots.get("contact_name"), tracker.slots.get("contact_reach")
        if name and reach and not declined(tracker.slots):
            with database().session() as session:
                save_contact(session, tracker.sender_id, str(name), str(reach))
                record(session, "handed_to_desk", tracker.sender_id)
            say(dispatcher, tracker, "utter_handoff_done")
            tell_channel(dispatcher, tracker, DONE)
            # The conversation's own memory does not need them any more.
            return [SlotSet("contact_name", None), SlotSet("contact_reach", None)]
        if declined(tracker.slots):
            say(dispatcher, tracker, "utter_handoff_declined")
            tell_channel(dispatcher, tracker, DONE)
            return [SlotSet("contact_name", None), SlotSet("contact_reach", None)]
        return []
