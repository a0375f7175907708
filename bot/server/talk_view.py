"""The plain page as HTML: one question at a time, with nothing a browser has to run."""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.channels.changes import last_answered
from bot.channels.posted_form import DELETE, RESTART, START
from bot.channels.standing import Standing
from bot.channels.turn_log import Message
from bot.server.front import Front
from bot.server.markup import NOTHING, Markup, element, together
from bot.server.talk_messages import message_part
from bot.server.talk_question import ADDRESS, answer_form, change_forms, deed_form
from bot.server.widget_words import words_on_open

TEMPLATE = Path(__file__).parent / "pages" / "talk.html"
PREFIX = "utter_talk_"


class TalkView:
    """Makes the whole page. Every method returns complete HTML; `notice` is said first, as an alert."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._page: dict[str, Any] = words_on_open(front)
        self._words: dict[str, str] = self._page["words"]

    def say(self, name: str) -> str:
        """One of the plain page's own words, by its name without utter_talk_."""
        return self._said[name]

    def start(self, notice: str = "", messages: Sequence[Message] = ()) -> str:
        """No conversation yet, or none any more; `messages` are said all the same."""
        shown = [message_part(message, self._page) for message in messages]
        intro = [element("p", self._words["intro"]), element("p", self.say("about"))]
        return self._whole(notice, *shown, *intro, deed_form(START, element("button", self.say("start"))))

    def problem(self, notice: str) -> str:
        """Nothing could be done; the way back."""
        return self._whole(notice, element("p", element("a", self.say("go_on"), href=ADDRESS)))

    def last_words(self, messages: Sequence[Message]) -> str:
        """The end of a conversation of which nothing is kept, so it can be read only now."""
        shown = [message_part(message, self._page) for message in messages]
        return self._whole("", *shown, deed_form(START, element("button", self._words["new_chat"])))

    def conversation(self, standing: Standing, notice: str = "", typed: str = "") -> str:
        """The latest reply, the waiting question and the ways on."""
        question = standing.question
        shown = [message for message in standing.reply if message is not question]
        if question is None and not any("result" in message for message in shown):
            shown = [m for m in standing.messages if "result" in m][-1:] + shown
        has_result = any("result" in message for message in shown)
        title, changeable = (
            self.say("change"),
            [] if standing.staff_name else last_answered(standing.messages),
        )
        return self._whole(
            notice,
            *[message_part(message, self._page) for message in shown],
            self._with_person(standing),
            answer_form(question, standing.turn_id, self._words, typed),
            change_forms(changeable, standing.turn_id, self._words, title),
            self._so_far(standing.messages),
            element("p", self.say("print_hint"), class_="hint print-hint") if has_result else NOTHING,
            self._ways_out(),
        )

    def _with_person(self, standing: Standing) -> Markup:
        """Who of the staff is there; and, as nothing else comes back at once, that a message was sent."""
        name = standing.staff_name
        if not name:
            return NOTHING
        line = self._words["with_person"] if standing.reply else self.say("sent_to_person")
        return element("p", line.replace("{name}", name), class_="with", role="status")

    def _so_far(self, messages: Sequence[Message]) -> Markup:
        said = [element("li", message_part(message, self._page, alert=False)) for message in messages]
        return element(
            "details",
            element("summary", self._words["conversation"]),
            element("ol", *said, class_="so-far"),
        )

    def _ways_out(self) -> Markup:
        def way(label: str, sure: str, deed: str) -> Markup:
            button = element("button", self.say("yes"), class_="quiet")
            return element("details", element("summary", label), element("p", sure), deed_form(deed, button))

        restart = way(self._words["restart"], self.say("sure_restart"), RESTART)
        forget = way(self._words["forget"], self.say("sure_forget"), DELETE)
        return element("div", restart, forget, class_="ways-out")

    def _whole(self, notice: str, *parts: str) -> str:
        alert = element("div", element("p", notice), role="alert", class_="notice") if notice else NOTHING
        filled = {
            "lang": together([self._front.lang]),
            "dir": self._page["dir"],
            "title": together([self.say("title")]),
            "clinic": together([self._front.clinic.name]),
            "heading": together([self._words["title"]]),
            "emergency": together([self._words["emergency"]]),
            "emergency_tel": together([self._page["emergency"]["tel"]]),
            "content": together([alert, *parts]),
        }
        return self._template.substitute(filled)

    @cached_property
    def _template(self) -> string.Template:
        return string.Template(TEMPLATE.read_text(encoding="utf-8"))

    @cached_property
    def _said(self) -> dict[str, str]:
        said = self._front.said(PREFIX, name="{name}")
        return {name.removeprefix(PREFIX): text for name, text in said.items()}
