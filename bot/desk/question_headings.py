"""What a question of the content is called where it is not asked, such as beside the notes to staff."""

from __future__ import annotations

from bot.labels import heading
from bot.triage.entries import Question
from bot.wording import wording


def question_heading(question: Question) -> str:
    """A few words for what the question is about."""
    if question.is_bundle:
        return wording().text(f"utter_heading_{question.id}")
    return heading(question.asks[0])
