"""What the widget says and shows, as the data it fetches when it is opened."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.channels.choices import OTHER_ANSWERS
from bot.server.call_numbers import emergency_call, other_calls, tel_of
from bot.server.front import Front
from bot.triage.content import load_content

PREFIX = "utter_widget_"
LABEL, PROFESSIONAL = "utter_label_", "utter_professional_"
# Known only while it runs: the script fills these, so they go through as they are.
FILLED_BY_SCRIPT = {
    name: f"{{{name}}}" for name in ("asked", "at_most", "count", "name", "number", "answer", "outcome")
}
# What the closed widget says: these are written into widget.js itself.
BEFORE_OPENING = ("open", "unread", "emergency", "greeting_close", "no_load")


def words_on_open(front: Front) -> dict[str, Any]:
    """Everything an open widget needs to know: its words by name, the numbers to call, the clinic's
    phone and booking page, and what professionals and answers are called."""
    return {
        "lang": front.lang,
        "dir": "ltr",
        "words": {**_widget_words(front), **_other_answers(front)},
        "emergency": asdict(emergency_call(front.locale)),
        "calls": [asdict(call) for call in other_calls(front.locale)],
        "clinic": {"tel": tel_of(front.clinic.phone), "booking_link": front.clinic.booking_link},
        "professionals": {
            name: front.words.text(f"{PROFESSIONAL}{name}") for name in load_content().professionals
        },
        "facts": _facts(front),
    }


def words_before_opening(front: Front) -> dict[str, str]:
    """The few words of the closed widget, and the number its emergency link dials."""
    words = _widget_words(front)
    return {**{name: words[name] for name in BEFORE_OPENING}, "tel": front.emergency_tel, "lang": front.lang}


def _widget_words(front: Front) -> dict[str, str]:
    said = front.said(PREFIX, **FILLED_BY_SCRIPT)
    return {name.removeprefix(PREFIX): text for name, text in said.items()}


def _other_answers(front: Front) -> dict[str, str]:
    return {other: front.words.text(f"utter_option_{other}") for other in OTHER_ANSWERS}


def _facts(front: Front) -> dict[str, Any]:
    """What each fact is called and what its values are called, to say what would change a result."""
    words = front.words
    facts: dict[str, Any] = {}
    for response in sorted(words.ids()):
        if not response.startswith(LABEL):
            continue
        fact = response.removeprefix(LABEL)
        asked = f"utter_ask_{fact}"
        buttons = [*words.buttons(response), *(words.buttons(asked) if words.has(asked) else ())]
        facts[fact] = {
            "label": words.text(response),
            "values": {button.payload: button.title for button in buttons},
        }
    return facts
