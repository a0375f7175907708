"""What a screen needs to show a question as more than text."""

from __future__ import annotations

from typing import Any

from bot.speech.questions import CONFIRMED_BY, question_options
from bot.triage.content import load_content
from bot.triage.evidence import Case
from bot.triage.interview import Asking, next_question, progress
from bot.wording import Button, wording

NEVER_SKIPPED = frozenset({"consent", "confirm_danger"})
# Questions put by an action of their own, under the buttons of another response.
SAID_BY = {"confirm_danger": CONFIRMED_BY, "summary_ok": "utter_summary"}
TEXT_QUESTIONS = frozenset({"reason", "correction", "contact_name", "contact_reach"})


def question_info(question: str, case: Case, again: bool = False) -> dict[str, Any]:
    """The structured part of a question: why it is asked, how it is answered, how far we are.

    `only` narrows a tick list to what is still open. A question that is answered `again` need not be the
    one the core would ask, and shows everything that is open.
    """
    content = load_content()
    asking = next_question(case, content)
    if again:
        known = content.questions[question]
        still_open = tuple(fact for fact in known.asks if fact not in case.answers)
        asking = Asking(question, still_open, known.input, known.safety)
    safety = asking is not None and asking.id == question and asking.safety
    info: dict[str, Any] = {
        "kind": "question_info",
        "id": question,
        "why": wording().text(f"utter_why_{question}"),
        "input": _input(question),
        "free_text": True,
        "safety": safety,
        "skip": not safety and question not in NEVER_SKIPPED,
    }
    if question in content.questions:
        how_far = progress(case, content)
        info["progress"] = {"asked": how_far.asked, "at_most": max(how_far.at_most, how_far.asked + again)}
    if asking is not None and asking.id == question and asking.input == "choices":
        info["only"] = list(asking.facts)
    return info


def shown_options(question: str, case: Case) -> tuple[Button, ...]:
    """The options of a question that a person sees: of a tick list, only the lines still open."""
    asking = next_question(case, load_content())
    if asking is not None and asking.id == question:
        return question_options(asking)
    words, response = wording(), SAID_BY.get(question, f"utter_ask_{question}")
    return words.buttons(response) if words.has(response) else ()


def _input(question: str) -> str:
    if question in TEXT_QUESTIONS:
        return "text"
    known = load_content().questions.get(question)
    return known.input if known is not None else "choice"
