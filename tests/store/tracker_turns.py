"""Turns of a small bot, kept and read by the tracker store."""

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

DOMAIN = Domain.from_yaml(
    "intents: [inform]\nslots:\n  region:\n    type: text\n    mappings: [{type: custom}]\n"
)


def read(store, conversation):
    return asyncio.run(store.get_or_create_tracker(conversation, append_action_listen=False))


def turn(tracker, said):
    tracker.update(UserUttered(said, {"name": "inform"}))
    tracker.update(SlotSet("region", said))
    tracker.update(BotUttered(f"About your {said}."))
    tracker.update(ActionExecuted("action_listen"))


def save(store, tracker):
    asyncio.run(store.save(tracker))


def texts(tracker):
    return [each.text for each in tracker.events if isinstance(each, UserUttered)]
