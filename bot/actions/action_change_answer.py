"""Goes back to any earlier question, so that it is answered again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.changing import Change, change_of
from bot.actions.conversation import case_events, case_of
from bot.actions.speech import say, say_emergency_again
from bot.speech.answer_words import answer_words, question_heading
from bot.triage.answered import answered_questions, without_answer
from bot.triage.assess import assess
from bot.triage.content import load_content


class ActionChangeAnswer(Action):
    """Says the old answer and takes it out of the case; the form then asks its question.

    The store keeps the old answer until there is a new one. Which question it is comes with the message
    from the channel, never from words.
    """

    def name(self) -> str:
        return "action_change_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if say_emergency_again(dispatcher, tracker):
            return []
        content, case = load_content(), case_of(tracker)
        going_on = change_of(tracker.slots)
        if going_on is not None and going_on.is_open:
            case = going_on.kept(case)
        metadata = tracker.latest_message.get("metadata") or {}
        question = content.questions.get(str(metadata.get("change")))
        if question is None or question not in answered_questions(case, content):
            say(dispatcher, tracker, "utter_nothing_to_go_back_to")
            return [*case_events(case, content), SlotSet("changing", None)]
        reduced = without_answer(case, question, content)
        if assess(reduced, content).urgent:
            # Danger told elsewhere stands; the form repeats what to do about it.
            return [*case_events(case, content), SlotSet("changing", None)]
        asked, answer = question_heading(question), answer_words(question, case)
        say(dispatcher, tracker, "utter_change_from", topic=asked, old_answer=answer)
        return [
            *case_events(reduced, content),
            SlotSet("changing", Change(question.id, case).to_json()),
            SlotSet("summary_ok", None),
        ]
