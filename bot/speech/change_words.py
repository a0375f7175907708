"""Says what would have led elsewhere, and puts it into the chat API's `would_change`."""

from __future__ import annotations

from typing import Any

from bot.labels import statement
from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.triage.assess import Assessment
from bot.triage.changes import Change, OtherAnswer, would_change
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import NO, YES, Case
from bot.wording import wording

# An urgent result says what to do now, and one about something else or with no answer has no way out to tell.
WITH_CHANGES = frozenset({"recommendation", "physician_first"})


def change_lines(case: Case, assessment: Assessment, content: Content, audience: Audience) -> list[str]:
    """One sentence a change, the most useful first, for the results that have them."""
    if assessment.outcome not in WITH_CHANGES:
        return []
    return [_line(change, audience) for change in would_change(case, content)]


def change_data(
    case: Case, assessment: Assessment, content: Content, audience: Audience
) -> list[dict[str, Any]]:
    """The chat API's `would_change`; nothing for an urgent result.

    `fact` and `to` are the answer that would have been different. Where two answers together make the
    change, `with` has the other one, otherwise it is empty. `text` is the same as a sentence.
    """
    if assessment.urgent:
        return []
    return [
        {
            "fact": change.answers[0].fact,
            "to": change.answers[0].to,
            "with": [{"fact": other.fact, "to": other.to} for other in change.answers[1:]],
            "outcome": change.outcome,
            "professional": change.professional,
            "text": _line(change, audience),
        }
        for change in would_change(case, content)
    ]


def _line(change: Change, audience: Audience) -> str:
    first, *others = [_answer(answer, audience) for answer in change.answers]
    said = phrase(audience, "utter_change_both", change=first, also=others[0]) if others else first
    who = change.professional if change.outcome == "recommendation" else None
    named = {"professional": wording().text(f"utter_professional_{who}")} if who else {}
    return phrase(audience, f"utter_change_to_{change.outcome}", change=said, **named)


def _answer(answer: OtherAnswer, audience: Audience) -> str:
    """The other answer as part of a sentence, in the words that read answers back."""
    if answer.to not in (YES, NO) or not load_content().facts[answer.fact].is_yes_no:
        return phrase(audience, "utter_change_value", answer=f'"{statement(answer.fact, answer.to)}"')
    label = statement(answer.fact, YES)
    return phrase(audience, f"utter_change_{answer.to}", answer=f'"{label}"')
