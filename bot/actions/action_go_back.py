"""Takes back the last answer, so that its question is asked again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.changing import change_of
from bot.actions.conversation import case_events, case_of
from bot.actions.speech import say, say_emergency_again
from bot.store.cases import save_case
from bot.store.database import database
from bot.triage.content import load_content
from bot.triage.evidence import Case


class ActionGoBack(Action):
    """Undoes exactly the last answered question."""

    def name(self) -> str:
        return "action_go_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        change = change_of(tracker.slots)
        if change is not None and change.is_open:
            say(dispatcher, tracker, "utter_change_kept")
            kept = change.kept(case_of(tracker))
            return [*case_events(kept, load_content()), SlotSet("changing", None)]
        undone = case_of(tracker).went_back()
        if undone is None and tracker.slots.get("reason") is None:
            say(dispatcher, tracker, "utter_nothing_to_go_back_to")
            return []
        if undone is None:
            say(dispatcher, tracker, "utter_went_back")
            return [*case_events(Case(), load_content()), SlotSet("reason", None)]
        case, _question = undone
        with database().session() as session:
            save_case(session, tracker.sender_id, case.to_json())
        say(dispatcher, tracker, "utter_went_back")
        return [*case_events(case, load_content()), SlotSet("summary_ok", None)]
