"""A call's messages, kept as the chat keeps them, so that notes, transcripts and numbers read both alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.desk.calls.keys import Option, options_of
from bot.desk.calls.steps import Step
from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.speech.questions import question_words
from bot.speech.result_message import result_data, result_text
from bot.triage.assess import Assessment, assess
from bot.triage.entries import Content
from bot.triage.evidence import Case
from bot.wording import wording

Message = dict[str, Any]

CONSENT = "consent"


def read_aloud(step: Step, case: Case, content: Content, audience: Audience) -> Message | None:
    """What is read to the caller at this step, as a message; nothing for a child who is alone."""
    if step.asking is not None:
        words = question_words(step.asking, audience)
        return _question(step.asking.id, words, options_of(step.asking, content))
    if step.kind == "consent":
        buttons = wording().buttons("utter_desk_ask_consent")
        options = [Option(button.payload, button.title, "") for button in buttons]
        return _question(CONSENT, phrase(audience, "utter_ask_consent"), options)
    if step.kind == "result":
        return _result(case, assess(case, content), content, audience)
    return None


def from_caller(text: str) -> Message:
    """What the caller said: an option, or their own words."""
    return {"from": "person", "kind": "text", "text": text}


def from_desk(text: str) -> Message:
    """A line that was read to the caller."""
    return {"from": "bot", "kind": "text", "text": text}


def _question(name: str, text: str, options: Sequence[Option]) -> Message:
    listed = [{"id": option.value, "label": option.label} for option in options]
    return {**from_desk(text), "kind": "question", "question": {"id": name, "options": listed}}


def _result(case: Case, found: Assessment, content: Content, audience: Audience) -> Message:
    kind = "emergency" if found.outcome == "emergency" else "result"
    text = result_text(case, found, content, audience)
    return {**from_desk(text), "kind": kind, "result": result_data(case, found, content, audience)}
