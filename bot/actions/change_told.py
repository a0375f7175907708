"""Saying what followed from a changed answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.changing import change_of
from bot.actions.conversation import case_of
from bot.actions.speech import say
from bot.speech.answer_words import answer_words, question_heading
from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.interview import CONFIRM_DANGER


def tell_change(
    dispatcher: CollectingDispatcher, tracker: Tracker, waiting: str | None
) -> list[dict[str, Any]]:
    """Say the old and the new answer and what no longer counts, once; the slot events of that.

    `waiting` is the question asked next. Danger goes first: while it is being confirmed this waits,
    and after an urgent result it is not said at all.
    """
    change, case, content = change_of(tracker.slots), case_of(tracker), load_content()
    if change is None or change.dropped is None or waiting == CONFIRM_DANGER:
        return []
    if not assess(case, content).urgent:
        question = content.questions[change.question]
        before, after = answer_words(question, change.before), answer_words(question, case)
        asked = question_heading(question)
        if before == after:
            say(dispatcher, tracker, "utter_change_same", topic=asked, new_answer=after)
        else:
            say(dispatcher, tracker, "utter_change_done", topic=asked, old_answer=before, new_answer=after)
        if change.dropped:
            gone = [content.questions[name] for name in change.dropped]
            lines = "\n".join(f"- {question_heading(q)}: {answer_words(q, change.before)}" for q in gone)
            say(dispatcher, tracker, "utter_change_dropped", lines=lines)
    return [SlotSet("changing", None)]
