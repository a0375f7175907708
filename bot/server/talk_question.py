"""The forms of the plain page: the waiting question, own words, and an earlier answer to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.choices import accepted_others
from bot.channels.posted_form import ANSWER
from bot.channels.request_body import TEXT_CHARACTERS
from bot.channels.turn_log import Message
from bot.server.markup import NOTHING, Markup, element, together

ADDRESS = "/talk"
Words = Mapping[str, str]
# The numbers of the one scale, as the question explains it.
LEAST, MOST = "0", "10"


def deed_form(deed: str, *parts: str, **attributes: str) -> Markup:
    """A form that does one thing."""
    hidden = element("input", type="hidden", name="do", value=deed)
    return element("form", hidden, *parts, method="post", action=ADDRESS, **attributes)


def answer_form(message: Message | None, turn_id: str, words: Words, typed: str = "") -> Markup:
    """The waiting question, and a place for own words, which is there without a question too."""
    own_words = together(
        [
            element("label", words["own_words"], for_="text"),
            element("textarea", typed, id="text", name="text", rows="3", maxlength=str(TEXT_CHARACTERS)),
        ]
    )
    turn = _turn_field(turn_id)
    if message is None:
        return deed_form(ANSWER, turn, own_words, element("button", words["send"]), class_="question")
    question = message["question"]
    others = [
        element("button", words[other], name="other", value=other, class_="quiet")
        for other in accepted_others(question)
    ]
    actions = element("div", element("button", words["continue"]), *others, class_="actions")
    fields = element("fieldset", element("legend", message["text"]), _options(question, words), own_words)
    why = question.get("why")
    reason = element("details", element("summary", words["why"]), element("p", why)) if why else NOTHING
    return deed_form(ANSWER, turn, _progress(question, words), fields, actions, reason, class_="question")


def change_forms(answered: Sequence[Mapping[str, str]], turn_id: str, words: Words, title: str) -> Markup:
    """Every earlier answer with a button to change it."""
    if not answered:
        return NOTHING
    rows = [
        element(
            "li",
            deed_form(
                ANSWER,
                _turn_field(turn_id),
                element("span", f"{entry['question']}: {entry['label']}"),
                element(
                    "button",
                    words["change"],
                    element("span", f": {entry['question']}", class_="unseen"),
                    name="change",
                    value=entry["id"],
                    class_="quiet",
                ),
            ),
        )
        for entry in answered
    ]
    return element("details", element("summary", title), element("ul", *rows, class_="changes"))


def _options(question: Mapping[str, Any], words: Words) -> Markup:
    several = question.get("input") == "choices"
    options = question.get("options") or []
    if question.get("input") == "number" and not options:
        number = element(
            "input", type="number", id="number", name="option", min=LEAST, max=MOST, inputmode="numeric"
        )
        return together([element("label", words["scale"], for_="number"), number])
    hint = element("p", words["pick_any"], class_="hint") if several else NOTHING
    rows = [
        element(
            "label",
            element("input", type="checkbox" if several else "radio", name="option", value=option["id"]),
            element("span", option["label"]),
            class_="option",
        )
        for option in options
    ]
    return together([hint, *rows])


def _progress(question: Mapping[str, Any], words: Words) -> Markup:
    progress = question.get("progress")
    if not progress:
        return NOTHING
    asked, at_most = progress["asked"] + 1, progress["at_most"]
    return element("p", words["progress"].format(asked=asked, at_most=at_most), class_="progress")


def _turn_field(turn_id: str) -> Markup:
    return element("input", type="hidden", name="turn_id", value=turn_id)
