"""What a reply to a question is read as, on a fixed day."""

from datetime import date

from bot.nlu.answers import Answer, read_answer
from bot.nlu.asked_question import AskedQuestion, Option
from bot.nlu.extraction import extract

TODAY = date(2026, 11, 21)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def answer(text: str, question: AskedQuestion) -> Answer | None:
    return read_answer(text, question, TODAY, extract(text, TODAY))


def value(text: str, question: AskedQuestion) -> str | None:
    given = answer(text, question)
    return None if given is None else given.values[question.facts[0]]
