"""Checks the labels that read answers back against the questions that were asked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.review.lint.disease_names import diseases_in
from bot.review.lint.finding import Finding, Problem
from bot.triage.entries import Content
from bot.wording import Wording


def check_labels(words: Wording, content: Content) -> Iterator[Finding]:
    """A label is read back as the person's answer, so it names no disease that they were not asked about."""
    for fact in content.facts:
        kind = "flag" if fact in content.flags else "label"
        label = words.text(f"utter_{kind}_{fact}")
        asked = " ".join(_questions_about(fact, words, content))
        for name in diseases_in(label):
            if name not in diseases_in(asked):
                yield Finding(f"utter_{kind}_{fact}", Problem.UNASKED_DISEASE, label, name)


def _questions_about(fact: str, words: Wording, content: Content) -> Iterator[str]:
    for question in content.questions.values():
        if fact in question.asks:
            response = f"utter_ask_{question.id}"
            yield from (
                b.title for b in words.buttons(response) if not question.is_bundle or b.payload == fact
            )
            if not question.is_bundle:
                yield words.template(response)
    if fact in content.flags:
        yield words.text(f"utter_confirm_{fact}")
