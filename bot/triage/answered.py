"""Which questions were answered, and a case with one of the answers taken back."""

from __future__ import annotations

from dataclasses import replace

from bot.triage.entries import Content, Question
from bot.triage.evidence import Case


def answered_questions(case: Case, content: Content) -> list[Question]:
    """The questions that can be answered again: those told of in passing first, then as they were asked."""
    asked = [content.questions[step.question] for step in case.steps if step.question in content.questions]
    in_passing = [
        question
        for question in content.questions.values()
        if not question.is_bundle and question.asks[0] in case.answers and question not in asked
    ]
    return in_passing + [question for question in asked if set(question.asks) & set(case.answers)]


def without_answer(case: Case, question: Question, content: Content) -> Case:
    """The case with a question unasked again. Danger that was told besides its question stays told."""
    answered = [fact for step in case.steps if step.question == question.id for fact in step.facts]
    unasked = [fact for fact in question.asks if fact in answered or fact not in content.flags]
    steps = tuple(step for step in case.steps if step.question != question.id)
    return replace(case.without(unasked), steps=steps)
