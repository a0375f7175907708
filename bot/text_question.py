"""One question as texts, whoever puts it: its short words and a numbered menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.text_packing import fits, packed
from bot.text_words import TextWords

SAID_BY_THE_MESSAGE = "confirm_danger"


def question_texts(message: Mapping[str, Any], words: TextWords, link: str = "") -> list[str]:
    """The texts of a chat-API message that asks. `link` is the address of the web page, or empty for none."""
    question = message["question"]
    name, kind = question["id"], question["input"]
    entries = words.entries(name, kind, question.get("options", ()))
    if name == SAID_BY_THE_MESSAGE:
        whole = words.menu(message["text"], kind, entries)
        asked = words.say("ask_confirm_danger")
        return [whole] if fits(whole) else [*packed([message["text"]]), words.menu(asked, kind, entries)]
    if name == "summary_ok":
        asked = _summary(message, words, link)
    else:
        response = f"utter_sms_ask_{name}"
        asked = words.whole(response) if words.words.has(response) else message["text"]
    whole = words.menu(asked, kind, entries)
    return [whole] if fits(whole) else packed([whole])


def _summary(message: Mapping[str, Any], words: TextWords, link: str) -> str:
    """How many answers there are, and where to see them: a text says none of them."""
    answers = len(message.get("answered", ()))
    count = words.say("answers_one") if answers == 1 else words.say("answers_many", count=str(answers))
    if not link:
        return words.say("ask_summary_ok_no_link", count=count)
    return words.say("ask_summary_ok", count=count, link=link)
